import { SegmentedControl } from "@mantine/core";
import type { Meaning } from "../words";
import type { Change, Question } from "./range";

const MEANINGS: { value: Meaning; label: string }[] = [
  { value: "now", label: "As defined now" },
  { value: "recorded", label: "As recorded" },
];

const EXPLAINED: Record<Meaning, string> = {
  now: "History is read with today’s outcomes: an edited or deleted outcome moves past numbers too.",
  recorded: "Each call counts with what its outcome meant on the day it was recorded.",
};

/** The two readings of history, and which one this is. */
export function Reading({ question, change }: { question: Question; change: Change }) {
  return (
    <>
      <SegmentedControl
        aria-label="How outcomes are read"
        value={question.meaning}
        onChange={(meaning) => change({ meaning: meaning === "now" ? null : meaning })}
        data={MEANINGS}
      />
      <span className="soft">{EXPLAINED[question.meaning]}</span>
    </>
  );
}

/** A view that has but one reading says so. */
export function OneReading({ meaning, why }: { meaning: Meaning; why: string }) {
  const name = MEANINGS.find(({ value }) => value === meaning)?.label;
  return (
    <span>
      <strong>{name}.</strong> <span className="soft">{why}</span>
    </span>
  );
}
