import { now } from "../clock";
import { OutcomeChip } from "../ui/OutcomeChip";
import type { Meeting } from "../words";
import classes from "./meetings.module.css";
import { detailWords, markOf } from "./meetingWords";
import { useMeetingChoices } from "./requests";

/** What a meeting came to, or how it stands. */
export function MeetingChip({ meeting }: { meeting: Meeting }) {
  const choices = useMeetingChoices();
  if (meeting.cancelled_at) return <span className={classes.cancelled}>{cancelledWords(meeting)}</span>;
  const more = detailWords(choices, meeting);
  const running = Date.parse(meeting.starts_at) <= now() && now() < Date.parse(meeting.ends_at);
  const none = meeting.owes_outcome ? undefined : "To come";
  return (
    <span className={classes.result}>
      <OutcomeChip outcome={markOf(meeting, choices)} source="rep" none={none} />
      {more && <span className="soft">{more}</span>}
      {running && <span className={classes.running}>Running now</span>}
    </span>
  );
}

function cancelledWords(meeting: Meeting): string {
  return meeting.cancelled_by ? "Cancelled" : "Cancelled by the lead";
}
