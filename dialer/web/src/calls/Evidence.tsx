import { duration, moment, timeOfDay } from "../format";
import { useSession } from "../queries";
import { useNow } from "../ui/useNow";
import type { Call } from "../words";
import classes from "./calls.module.css";

/** The telephony facts from which everything else was concluded. */
export function Evidence({ call }: { call: Call }) {
  const now = useNow(30_000);
  const zone = useSession().company.time_zone; // as in the list that it was opened from
  const { line } = call;
  const facts: [string, string | null][] = [
    ["Why", line.reason],
    ["SIP code", line.sip_code === null ? null : String(line.sip_code)],
    ["Answered by", line.answered_by?.replaceAll("_", " ") ?? null],
    ["Rang", line.ring_seconds === null ? null : `${line.ring_seconds} s`],
    ["Talk", line.talk_seconds === null ? null : duration(line.talk_seconds)],
    ["Suggested", call.suggested?.reason ?? null],
    [call.direction === "inbound" ? "Came in" : "Dialed", moment(call.created_at, now, zone)],
    ["Answered", call.answered_at && timeOfDay(call.answered_at, zone)],
    ["Line over", call.line_ended_at && timeOfDay(call.line_ended_at, zone)],
    ["Ended", call.ended_at && timeOfDay(call.ended_at, zone)],
    ["Released", call.released && `by ${call.released.by?.name ?? "an admin"}: ${call.released.reason}`],
  ];
  return (
    <dl className={classes.evidence}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
