import { IconBan, IconClock, IconMail, IconPhone, IconRoute } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { localTime, moment, phone } from "../format";
import { LeadLink } from "../leads/LeadLink";
import { Initials } from "../ui/Initials";
import { Notice } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import type { Lead } from "../words";
import { DemoPhone, splitNotes } from "./DemoPhone";
import classes from "./dial.module.css";

interface Props {
  lead: Lead;
  children?: ReactNode;
  /** On the lead's own page the name is the page's title; elsewhere it leads there. */
  heading?: "h1" | "h2";
}

/** Who this is, and everything to know before saying hello. */
export function LeadCard({ lead, children, heading: Heading = "h2" }: Props) {
  const now = useNow(20_000);
  const there = localTime(lead.time_zone, now);
  const { demo, rest } = splitNotes(lead.notes);
  return (
    <>
      <div className={classes.leadHead}>
        <Initials name={lead.name} size={54} />
        <div>
          <Heading className={classes.leadName}>
            {Heading === "h1" ? lead.name : <LeadLink lead={lead} />}
          </Heading>
          <p className="soft">{[lead.title, lead.organisation].filter(Boolean).join(", ")}</p>
        </div>
      </div>
      {lead.do_not_call && (
        <Notice tone="danger" title="Do not call">
          {lead.do_not_call.reason} ({moment(lead.do_not_call.at, now)})
        </Notice>
      )}
      <ul className={classes.facts}>
        <Fact icon={<IconPhone size={17} />}>
          <span className="num">{phone(lead.phone)}</span>
        </Fact>
        {there && (
          <Fact icon={<IconClock size={17} />}>
            <span className="num">{there}</span> <span className="soft">where they are</span>
          </Fact>
        )}
        {lead.flow && (
          <Fact icon={<IconRoute size={17} />}>
            {lead.flow.name}{" "}
            <span className="soft">
              step {lead.flow.step.position} of {lead.flow.steps}: {lead.flow.step.name}
            </span>
          </Fact>
        )}
        {lead.email && <Fact icon={<IconMail size={17} />}>{lead.email}</Fact>}
      </ul>
      {rest && <p className={classes.leadNotes}>{rest}</p>}
      {demo && <DemoPhone does={demo} />}
      {children}
    </>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li>
      <span aria-hidden="true">{icon}</span>
      <span>{children}</span>
    </li>
  );
}

export function DoNotCallMark() {
  return (
    <span className={classes.blocked}>
      <IconBan size={14} aria-hidden="true" /> Do not call
    </span>
  );
}
