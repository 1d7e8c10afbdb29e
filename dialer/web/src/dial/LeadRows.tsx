import { localTime, phone } from "../format";
import { LeadLink } from "../leads/LeadLink";
import { Initials } from "../ui/Initials";
import { useNow } from "../ui/useNow";
import type { QueueItem } from "../words";
import { CallButton } from "./CallButton";
import { DemoPhone, splitNotes } from "./DemoPhone";
import classes from "./dial.module.css";
import { DoNotCallMark } from "./LeadCard";
import { LastCall } from "./NextCard";

export function LeadRows({ title, items }: { title: string; items: QueueItem[] }) {
  const now = useNow(20_000);
  return (
    <section className={`card ${classes.rows}`} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {items.map((item) => (
          <LeadRow key={item.lead.id} item={item} now={now} />
        ))}
      </ul>
    </section>
  );
}

function LeadRow({ item: { lead, reason }, now }: { item: QueueItem; now: number }) {
  const { demo } = splitNotes(lead.notes);
  const there = localTime(lead.time_zone, now);
  return (
    <li data-testid="lead-row">
      <Initials name={lead.name} size={38} />
      <div className={classes.rowWho}>
        <LeadLink lead={lead} />
        <span className="soft">{[lead.title, lead.organisation].filter(Boolean).join(", ")}</span>
      </div>
      <div className={classes.rowWhy}>
        <span>{reason}</span>
        {lead.flow && (
          <span className="soft">
            {lead.flow.name}: {lead.flow.step.name}
          </span>
        )}
        {lead.do_not_call ? <DoNotCallMark /> : demo ? <DemoPhone does={demo} /> : <LastCall lead={lead} />}
      </div>
      <div className={classes.rowPhone}>
        <span className="num">{phone(lead.phone)}</span>
        {there && <span className="soft num">{there} there</span>}
      </div>
      <CallButton lead={lead} variant="default" />
    </li>
  );
}
