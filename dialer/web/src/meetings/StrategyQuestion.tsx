import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { timeOfDay } from "../format";
import { Notice } from "../ui/Notice";
import classes from "./meetings.module.css";
import { dayWords } from "./meetingWords";
import type { Fate } from "./requests";
import type { BookedCall } from "./useSaveOutcome";

interface Props {
  booked: BookedCall[];
  saving: boolean;
  onAnswer: (fate: Fate) => void;
}

/** The approval goes; a call that was booked on it is still to come. */
export function StrategyQuestion({ booked, saving, onAnswer }: Props) {
  const answers = useRef<HTMLDivElement>(null);
  // On a phone it would stand below what one sees of the dialog.
  useEffect(() => {
    answers.current?.scrollIntoView({ block: "nearest" }); // newer browsers answer with a promise, which is no clean-up
  }, []);
  return (
    <Notice tone="owed" title="What becomes of the strategy call?" urgent>
      {booked.map(({ id, starts_at, host }) => (
        <p key={id} className={classes.question}>
          It is booked for {dayWords(starts_at)}, {timeOfDay(starts_at)} with {host.name}.
        </p>
      ))}
      <div className={classes.answers} ref={answers}>
        <Button variant="default" loading={saving} onClick={() => onAnswer("keep")}>
          Keep it
        </Button>
        <Button color="red" loading={saving} onClick={() => onAnswer("cancel")}>
          Cancel it
        </Button>
      </div>
    </Notice>
  );
}
