import { moment } from "../format";
import { resultWords } from "../meetings/meetingWords";
import { useMeetingChoices } from "../meetings/requests";
import { SentimentShape } from "../ui/SentimentShape";
import ui from "../ui/ui.module.css";
import type { Decision, Objection } from "../words";
import classes from "./setting.module.css";

const SAID = {
  approved: { tone: "positive", kind: "discovery" },
  rejected: { tone: "negative", kind: "discovery" },
  sale: { tone: "positive", kind: "strategy" },
  no_sale: { tone: "negative", kind: "strategy" },
} as const;

interface Result {
  outcome: Decision["outcome"];
  reason: Decision["reason"];
  objection?: Objection | null;
}

export function ResultMark({ of }: { of: Result }) {
  const choices = useMeetingChoices();
  const { tone, kind } = SAID[of.outcome];
  return (
    <span className={ui.chip} data-certainty="confirmed" data-sentiment={tone}>
      <SentimentShape sentiment={tone} gone={false} />
      {choices.length > 0 && resultWords(choices, kind, of)}
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
