import { Link } from "wouter";
import { duration } from "../format";
import { OutcomeChip } from "../ui/OutcomeChip";
import { ResultChip } from "../ui/ResultChip";
import type { JourneyEntry } from "../words";
import classes from "./leads.module.css";

const DIRECTIONS = { outbound: "Called", inbound: "Called us", manual: "Logged by hand" };

/** One call: what it came to, what the line says, and what was noted. */
export function CallEntry({ of: { call, may_open } }: { of: NonNullable<JourneyEntry["call"]> }) {
  const title = DIRECTIONS[call.direction];
  const line = call.line;
  const none = line.result === "not_placed" || call.missed ? "None asked" : undefined;
  const step = [call.flow?.name, call.flow_step?.name].filter(Boolean).join(": ");
  const evidence = [line.reason, line.talk_seconds ? `${duration(line.talk_seconds)} of talk` : null];
  return (
    <>
      <p className={classes.what}>
        {may_open ? <Link href={`/calls?tab=all&call=${call.id}`}>{title}</Link> : <strong>{title}</strong>}
        <OutcomeChip
          outcome={call.outcome}
          source={call.outcome_source}
          none={call.line_ended_at ? none : "Going on"}
        />
        <ResultChip line={line} missed={call.missed} />
      </p>
      <p className="soft num">{[call.rep?.name, ...evidence, step].filter(Boolean).join(" · ")}</p>
      {call.notes && <p className={classes.notes}>{call.notes}</p>}
    </>
  );
}
