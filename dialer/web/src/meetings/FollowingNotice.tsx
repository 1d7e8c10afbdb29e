import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../ui/Notice";
import type { MeetingDetail } from "../words";
import { FollowingCall } from "./FollowingCall";

/** An approved lead whose strategy call was not booked yet. */
export function FollowingNotice({ meeting }: { meeting: MeetingDetail }) {
  const [booking, setBooking] = useState(false);
  if (meeting.outcome !== "approved" || meeting.strategy_id || !meeting.can_record) return null;
  return (
    <>
      <Notice tone="info" title="Approved: the strategy call is not booked yet">
        <Button size="compact-sm" variant="light" onClick={() => setBooking(true)}>
          Book the strategy call
        </Button>
      </Notice>
      <Modal
        opened={booking}
        onClose={() => setBooking(false)}
        title="Book the strategy call"
        centered
        size="lg"
      >
        <FollowingCall meeting={meeting} onDone={() => setBooking(false)} />
      </Modal>
    </>
  );
}
