import { Button } from "@mantine/core";
import { useLayoutEffect, useState } from "react";
import { now } from "../clock";
import { moment } from "../format";
import { useShortcuts } from "../keys";
import { Key } from "../ui/Key";
import type { Outcome } from "../words";
import { followUpDays, fromField, inDays, toField } from "./followUp";
import classes from "./picker.module.css";
import type { Choice } from "./requests";

interface Props {
  outcome: Outcome;
  /** Without a time the server takes the outcome's own days. */
  onRecord: (followUpAt?: string) => void;
  /** Told what would be recorded now; nothing any more once this is folded. */
  onChoose?: (choice: Choice | null) => void;
  onClose: () => void;
  listening: boolean;
  inDialog?: boolean;
}

/** When to follow up, in place: Enter takes what is marked, a digit marks other days. */
export function FollowUpChoice({ outcome, onRecord, onChoose, onClose, listening, inDialog }: Props) {
  const own = outcome.effects.follow_up_days ?? 0;
  const [days, setDays] = useState<number | null>(own);
  const [field, setField] = useState("");
  const picked = fromField(field);
  const at = days === null ? picked : inDays(days);
  const record = () => at && onRecord(days === own ? undefined : at);
  // Before the next key can come: End takes what is marked now.
  useLayoutEffect(() => {
    const followUpAt =
      days === null ? (fromField(field) ?? undefined) : days === own ? undefined : inDays(days);
    onChoose?.({ outcome: outcome.key, followUpAt });
  }, [outcome.key, own, days, field, onChoose]);
  useLayoutEffect(() => () => onChoose?.(null), [onChoose]);
  const choose = (choice: number) => {
    setDays(choice);
    setField("");
  };
  useShortcuts(
    [
      ...followUpDays(own)
        .filter((choice) => choice < 10)
        .map((choice) => ({
          keys: String(choice),
          label: `Follow up in ${words(choice)}`,
          run: () => choose(choice),
        })),
      { keys: "enter", label: `Record “${outcome.label}”`, run: record },
      { keys: "escape", label: "Pick another outcome", run: onClose },
    ],
    { enabled: listening, inDialog },
  );
  return (
    <fieldset className={classes.followUp} data-testid="follow-up">
      <legend>
        <bdi>{outcome.label}</bdi>: when to follow up
      </legend>
      {followUpDays(own).map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={days === choice}
          onClick={() => choose(choice)}
          aria-keyshortcuts={choice < 10 ? String(choice) : undefined}
        >
          +{choice} d {choice < 10 && <Key>{String(choice)}</Key>}
        </button>
      ))}
      <input
        type="datetime-local"
        aria-label="Another time"
        value={field}
        min={toField(inDays(0))}
        max={toField(inDays(730))}
        onChange={(event) => {
          setField(event.currentTarget.value);
          setDays(null);
        }}
      />
      <span className="soft num">{at ? moment(at, now()) : "Pick a time"}</span>
      <Button size="compact-md" disabled={!at} rightSection={<Key>↵</Key>} onClick={record}>
        Record
      </Button>
    </fieldset>
  );
}

function words(days: number): string {
  return days === 1 ? "a day" : `${days} days`;
}
