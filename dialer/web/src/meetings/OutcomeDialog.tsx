import { Modal } from "@mantine/core";
import { useState } from "react";
import { DealForm } from "../deals/DealForm";
import type { Meeting, MeetingDetail } from "../words";
import { FollowingCall } from "./FollowingCall";
import classes from "./meetings.module.css";
import { spanWords } from "./meetingWords";
import { OutcomeForm } from "./OutcomeForm";
import { useMeetingChoices } from "./requests";

interface Props {
  meeting: Meeting;
  onClose: () => void;
}

/** What a meeting came to; an approval leads on to booking the strategy call, a sale to its deal. */
export function OutcomeDialog({ meeting, onClose }: Props) {
  const choices = useMeetingChoices();
  const [approved, setApproved] = useState<MeetingDetail | null>(null);
  const [sold, setSold] = useState(false);
  const [before] = useState(meeting.outcome);
  const outcomes = choices.find(({ kind }) => kind === meeting.kind)?.outcomes;
  const saved = (fresh: MeetingDetail) => {
    if (fresh.outcome === "approved" && !fresh.strategy_id) setApproved(fresh);
    else if (fresh.outcome === "sale" && before !== "sale") setSold(true);
    else onClose();
  };
  return (
    <Modal opened onClose={onClose} centered size="lg" title={titleOf(meeting, approved !== null, sold)}>
      {!approved && (
        <p className={`soft ${classes.about}`}>
          <bdi>{meeting.lead.name}</bdi> with {meeting.host.name},{" "}
          {spanWords(meeting.starts_at, meeting.ends_at)}
        </p>
      )}
      {approved && <FollowingCall meeting={approved} onDone={onClose} />}
      {sold && (
        <DealForm of={{ meeting_id: meeting.id }} cancel="Later" onSaved={onClose} onCancel={onClose} />
      )}
      {!approved && !sold && outcomes && (
        <OutcomeForm meeting={meeting} outcomes={outcomes} onSaved={saved} />
      )}
    </Modal>
  );
}

function titleOf(meeting: Meeting, approved: boolean, sold: boolean): string {
  if (approved) return `Approved. Book the strategy call with ${meeting.lead.name}`;
  if (sold) return `Sold. Add the deal with ${meeting.lead.name}`;
  return `What did the ${meeting.kind} call come to?`;
}
