import { Loader } from "@mantine/core";
import { Key } from "../ui/Key";
import { SentimentShape } from "../ui/SentimentShape";
import type { Outcome } from "../words";
import classes from "./picker.module.css";

interface Props {
  outcome: Outcome;
  shortcut: string | undefined;
  selected: boolean;
  suggested: boolean;
  saving: boolean;
  disabled: boolean;
  onPick: () => void;
  onLook: (outcome: Outcome | null) => void;
}

export function OutcomeButton({
  outcome,
  shortcut,
  selected,
  suggested,
  saving,
  disabled,
  onPick,
  onLook,
}: Props) {
  return (
    <button
      type="button"
      className={classes.outcome}
      aria-pressed={selected}
      aria-keyshortcuts={shortcut}
      aria-description={`${outcome.sentiment}. ${outcome.description}`}
      data-outcome={outcome.key}
      data-sentiment={outcome.sentiment}
      data-suggested={suggested || undefined}
      aria-disabled={disabled}
      onClick={() => !disabled && onPick()}
      onMouseEnter={() => onLook(outcome)}
      onMouseLeave={() => onLook(null)}
      onFocus={() => onLook(outcome)}
      onBlur={() => onLook(null)}
    >
      <SentimentShape sentiment={outcome.sentiment} colours={outcome.colours} />
      <bdi className={classes.label}>{outcome.label}</bdi>
      {saving ? <Loader size={14} /> : shortcut && <Key>{shortcut}</Key>}
    </button>
  );
}
