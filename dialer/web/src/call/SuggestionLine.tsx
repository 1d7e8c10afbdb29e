import { Button } from "@mantine/core";
import { Key } from "../ui/Key";
import { SentimentShape } from "../ui/SentimentShape";
import type { Outcome } from "../words";
import classes from "./picker.module.css";

interface Props {
  outcome: Outcome;
  reason: string;
  /** The line is over and has filled it in; it counts even if nobody confirms. */
  recorded: boolean;
  listening: boolean;
  saving: boolean;
  onConfirm: () => void;
}

/** A pre-fill shows its evidence and waits for a person. */
export function SuggestionLine({ outcome, reason, recorded, listening, saving, onConfirm }: Props) {
  return (
    <div className={classes.suggestion} data-testid="suggestion">
      <div className={classes.suggestionWords}>
        <span className={classes.suggestionTitle}>
          {recorded ? "Filled in" : "Suggested"}: <SentimentShape sentiment={outcome.sentiment} />{" "}
          <strong>
            <bdi>{outcome.label}</bdi>
          </strong>
        </span>
        <span className="soft">{reason}</span>
      </div>
      <Button onClick={onConfirm} loading={saving} rightSection={listening ? <Key>↵</Key> : undefined}>
        Confirm
      </Button>
    </div>
  );
}
