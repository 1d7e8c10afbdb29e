import { BookButton } from "../booking/BookButton";
import { useDesk } from "../call/desk";
import { moment } from "../format";
import { useShortcuts } from "../keys";
import { OutcomeChip } from "../ui/OutcomeChip";
import { RESULT_WORDS } from "../ui/ResultChip";
import { useNow } from "../ui/useNow";
import type { Lead, QueueItem } from "../words";
import { CallButton } from "./CallButton";
import classes from "./dial.module.css";
import { LeadCard } from "./LeadCard";
import { LeadHistory } from "./LeadHistory";
import { Today } from "./Today";

/** The one to call now, large, with the reason why it is their turn. */
export function NextCard({ item }: { item: QueueItem }) {
  const { dial } = useDesk();
  const { lead, reason } = item;
  useShortcuts([{ keys: "d", label: `Call ${lead.name}`, run: () => dial({ lead_id: lead.id }) }], {
    enabled: !lead.do_not_call,
  });
  return (
    <div className={classes.next}>
      <section className={`card ${classes.nextLead}`} aria-label="Next lead" data-testid="next-lead">
        <span className={classes.reason}>{reason}</span>
        <LeadCard lead={lead}>
          <LastCall lead={lead} />
          <div className={classes.nextActs}>
            <CallButton lead={lead} shortcut="D" size="lg" />
            <BookButton leadId={lead.id} />
          </div>
        </LeadCard>
      </section>
      <div className={classes.column}>
        <Today />
        {lead.last_call && <LeadHistory leadId={lead.id} />}
      </div>
    </div>
  );
}

export function LastCall({ lead }: { lead: Lead }) {
  const now = useNow(30_000);
  const last = lead.last_call;
  if (!last) return null;
  return (
    <span className={classes.lastCall}>
      <span className="soft">Last call {moment(last.at, now)}</span>
      {last.outcome ? (
        <OutcomeChip outcome={last.outcome} />
      ) : (
        <span className="soft">{last.result ? RESULT_WORDS[last.result] : ""}</span>
      )}
    </span>
  );
}
