import type { OutcomeMark } from "../words";
import { SentimentShape } from "./SentimentShape";
import classes from "./ui.module.css";

type Certainty = "confirmed" | "prefilled" | "deleted" | "missing";

const TELLS: Record<Certainty, string> = {
  confirmed: "Confirmed by a person",
  prefilled: "Pre-filled; nobody has confirmed it",
  deleted: "This outcome was deleted: not connected, unless it was merged into another",
  missing: "No outcome yet",
};

interface Props {
  outcome: OutcomeMark | null;
  source?: "webhook" | "rep" | "import" | null;
  /** A call that asks for none, as one that was never placed. */
  none?: string;
}

/** Solid: confirmed. Hatched: pre-filled. Gray: deleted. Dashed: missing. */
export function OutcomeChip({ outcome, source, none }: Props) {
  if (!outcome && none) return <span className="soft">{none}</span>;
  const certainty = certaintyOf(outcome, source);
  return (
    <span
      className={classes.chip}
      data-certainty={certainty}
      data-sentiment={outcome?.sentiment}
      title={outcome ? `${outcome.label}: ${TELLS[certainty]}` : TELLS[certainty]}
    >
      {outcome && <SentimentShape sentiment={outcome.sentiment} gone={outcome.deleted} />}
      <bdi className={classes.chipWords}>{outcome?.label ?? "Needs outcome"}</bdi>
    </span>
  );
}

function certaintyOf(outcome: OutcomeMark | null, source: Props["source"]): Certainty {
  if (!outcome) return "missing";
  if (outcome.deleted) return "deleted";
  return source === "webhook" ? "prefilled" : "confirmed";
}
