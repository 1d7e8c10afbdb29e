import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { duration, moment } from "../format";
import { callListQuery } from "../queries";
import { OutcomeChip } from "../ui/OutcomeChip";
import { ResultChip } from "../ui/ResultChip";
import { useNow } from "../ui/useNow";
import classes from "./dial.module.css";

const SHOWN = 5;

/** The last few calls to this person, newest first. */
export function LeadHistory({ leadId, exceptCallId }: { leadId: number; exceptCallId?: number }) {
  const { data } = useQuery(callListQuery({ lead_id: leadId, limit: SHOWN + 1 }));
  const now = useNow(30_000);
  const past = data?.items.filter((call) => call.id !== exceptCallId).slice(0, SHOWN) ?? [];
  if (!data) return <Skeleton h={94} radius="lg" />;
  return (
    <section className={`card ${classes.history}`} aria-label="Earlier calls">
      <h2>Earlier calls</h2>
      {past.length === 0 && <p className="soft">None yet.</p>}
      <ul>
        {past.map((call) => (
          <li key={call.id}>
            <Link href={`/calls?tab=all&call=${call.id}`} className="num">
              {moment(call.created_at, now)}
            </Link>
            <span className="soft num">{call.line.talk_seconds ? duration(call.line.talk_seconds) : ""}</span>
            {call.outcome ? (
              <OutcomeChip outcome={call.outcome} source={call.outcome_source} />
            ) : (
              <ResultChip line={call.line} />
            )}
            {call.notes && <p>{call.notes}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
