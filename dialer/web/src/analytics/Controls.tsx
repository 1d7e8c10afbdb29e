import { SegmentedControl } from "@mantine/core";
import { DayField, RepFilter } from "../calls/FilterBar";
import { useMay } from "../queries";
import type { Meaning } from "../words";
import classes from "./analytics.module.css";
import { presetOf, type Question, type Range } from "./range";

interface Props {
  question: Question;
  known: Record<string, Range>;
  change: (changes: Record<string, string | null>) => void;
}

const MEANINGS: { value: Meaning; label: string }[] = [
  { value: "now", label: "As defined now" },
  { value: "recorded", label: "As recorded" },
];

const EXPLAINED: Record<Meaning, string> = {
  now: "History is read with today’s outcomes: an edited or deleted outcome moves past numbers too.",
  recorded: "Each call counts with what its outcome meant on the day it was recorded.",
};

export function Controls({ question, known, change }: Props) {
  const seesTeam = useMay("see_team");
  return (
    <div className={classes.controls}>
      <SegmentedControl
        aria-label="Period"
        value={presetOf(question, known) ?? ""}
        onChange={(name) => change({ ...known[name] })}
        data={Object.keys(known)}
      />
      <div className={classes.days}>
        <DayField label="From" value={question.from} onChange={(from) => change({ from, to: question.to })} />
        <DayField label="To" value={question.to} onChange={(to) => change({ from: question.from, to })} />
      </div>
      {seesTeam && <RepFilter value={question.rep_id} onChange={(rep) => change({ rep_id: rep })} />}
      <div className={classes.meaning}>
        <SegmentedControl
          aria-label="How outcomes are read"
          value={question.meaning}
          onChange={(meaning) => change({ meaning: meaning === "now" ? null : meaning })}
          data={MEANINGS}
        />
        <span className="soft">{EXPLAINED[question.meaning]}</span>
      </div>
    </div>
  );
}
