import { Button, VisuallyHidden } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { ago } from "../format";
import type { Meeting } from "../words";
import type { Tab } from "./filters";
import { MeetingChip } from "./MeetingChip";
import classes from "./meetings.module.css";
import { dayWords, KIND_WORDS, spanWords, untilWords } from "./meetingWords";

interface Props {
  meeting: Meeting;
  now: number;
  tab: Tab;
  selected: boolean;
  onOpen: () => void;
  onRecord: (() => void) | undefined;
}

export function MeetingRow({ meeting, now, tab, selected, onOpen, onRecord }: Props) {
  const [day, hours] = spanWords(meeting.starts_at, meeting.ends_at).split(", ");
  const apart = (then: () => void) => (event: MouseEvent) => {
    event.stopPropagation();
    then();
  };
  return (
    // The name is the button for the keyboard; a click anywhere in the row is a larger target.
    <tr
      className={classes.row}
      data-selected={selected || undefined}
      aria-current={selected || undefined}
      data-owed={meeting.owes_outcome || undefined}
      data-testid="meeting-row"
      data-meeting-id={meeting.id}
      onClick={onOpen}
    >
      <td className={`num ${classes.when}`}>
        <strong>{day ?? dayWords(meeting.starts_at)}</strong>
        <span className="soft">{hours}</span>
      </td>
      <td className={classes.lead}>
        <button type="button" className={classes.name} onClick={apart(onOpen)}>
          <bdi>{meeting.lead.name}</bdi>
        </button>
        {meeting.lead.organisation && <span className="soft">{meeting.lead.organisation}</span>}
      </td>
      <td className={classes.event}>
        <bdi>{meeting.event_type.name}</bdi>
        <span className="soft">{KIND_WORDS[meeting.kind]} call</span>
      </td>
      <td className={classes.outcome}>
        <MeetingChip meeting={meeting} />
        <span className={classes.since}>{sinceWords(meeting, now)}</span>
      </td>
      <td className={classes.host}>{meeting.host.name}</td>
      {tab === "past" && (
        <td className={classes.act}>
          {onRecord && (
            <Button
              variant={meeting.owes_outcome ? "filled" : "subtle"}
              size="compact-sm"
              onClick={apart(onRecord)}
            >
              {meeting.owes_outcome ? "Add outcome" : "Change"}{" "}
              <VisuallyHidden>of the meeting with {meeting.lead.name}</VisuallyHidden>
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}

function sinceWords(meeting: Meeting, now: number) {
  if (meeting.cancelled_at) return null;
  if (Date.parse(meeting.starts_at) > now) {
    if (!meeting.confirmed_at) return untilWords(meeting.starts_at, now);
    return (
      <>
        {untilWords(meeting.starts_at, now)} · <IconCircleCheck size={14} aria-hidden="true" /> confirmed
      </>
    );
  }
  return meeting.owes_outcome ? `began ${ago(meeting.starts_at, now)}` : null;
}
