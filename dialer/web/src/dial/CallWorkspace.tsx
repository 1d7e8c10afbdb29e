import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { BookButton } from "../booking/BookButton";
import { CallOutcome } from "../call/CallOutcome";
import { numberOf } from "../call/callWords";
import { Notes } from "../call/Notes";
import { leadQuery } from "../queries";
import type { Call } from "../words";
import classes from "./dial.module.css";
import { LeadCard } from "./LeadCard";
import { LeadHistory } from "./LeadHistory";
import { NextUp } from "./NextUp";

/** The page of the open call: who it is at the left, what it came to at the right. */
export function CallWorkspace({ call }: { call: Call }) {
  return (
    <div className={classes.workspace}>
      <div className={classes.column}>
        {call.lead ? <KnownLead id={call.lead.id} callId={call.id} /> : <UnknownNumber call={call} />}
        <NextUp call={call} />
      </div>
      <section className={`card ${classes.work}`} aria-label="Outcome and notes">
        <h2>Outcome</h2>
        <CallOutcome />
        <Notes call={call} />
      </section>
    </div>
  );
}

function KnownLead({ id, callId }: { id: number; callId: number }) {
  const { data: lead } = useQuery(leadQuery(id));
  if (!lead) return <Skeleton h={330} radius="lg" />;
  return (
    <>
      <section className={`card ${classes.leadCard}`} aria-label="Lead">
        <LeadCard lead={lead}>
          <div>
            <BookButton leadId={id} callId={callId} />
          </div>
        </LeadCard>
      </section>
      <LeadHistory leadId={id} exceptCallId={callId} />
    </>
  );
}

function UnknownNumber({ call }: { call: Call }) {
  return (
    <section className={`card ${classes.leadCard}`} aria-label="Lead">
      <h2 className="num">{numberOf(call)}</h2>
      <p className="soft">This number belongs to no lead.</p>
    </section>
  );
}
