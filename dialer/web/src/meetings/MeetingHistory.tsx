import { toTheSecond } from "../format";
import type { MeetingDetail } from "../words";
import { entryWords } from "./historyWords";
import { LinkedText } from "./LinkedText";
import classes from "./meetings.module.css";
import { dayWords } from "./meetingWords";
import { useMeetingChoices } from "./requests";

/** Everything that was done to the meeting, oldest first. */
export function MeetingHistory({ meeting }: { meeting: MeetingDetail }) {
  const choices = useMeetingChoices();
  return (
    <ol className={classes.history}>
      {meeting.history.map((entry, index) => {
        const { words, notes } = entryWords(entry, meeting.kind, choices);
        const at = new Date(entry.at);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end.
          <li key={index}>
            <time className="soft num" dateTime={entry.at} title={toTheSecond(entry.at)}>
              {dayWords(entry.at)}, {at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}
            </time>
            <span>
              {words} <span className="soft">by {entry.by?.name ?? "the lead"}</span>
            </span>
            {notes && <LinkedText text={notes} />}
          </li>
        );
      })}
    </ol>
  );
}
