import { moment } from "../format";
import { SentimentShape } from "../ui/SentimentShape";
import ui from "../ui/ui.module.css";
import type { Decision } from "../words";
import classes from "./setting.module.css";
import { resultWords } from "./words";

const TONES = { approved: "positive", sale: "positive", rejected: "negative", no_sale: "negative" } as const;

export function ResultMark({ of }: { of: Pick<Decision, "outcome" | "reason"> }) {
  const tone = TONES[of.outcome];
  return (
    <span className={ui.chip} data-certainty="confirmed" data-sentiment={tone}>
      <SentimentShape sentiment={tone} gone={false} />
      {resultWords(of)}
    </span>
  );
}

/** What a lead stands by, who decided it and where. */
export function DecisionChip({ decision, now }: { decision: Decision | null; now: number }) {
  if (!decision) return <span className="soft">None yet</span>;
  const where = decision.meeting_id === null ? "" : "discovery call";
  return (
    <span className={classes.decided}>
      <ResultMark of={decision} />
      <span className="soft num" title={decision.notes || undefined}>
        {[decision.by?.name, moment(decision.at, now), where].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}
