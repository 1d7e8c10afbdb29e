import { Button, Modal, Textarea } from "@mantine/core";
import { IconCalendarTime, IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../api";
import { RescheduleDialog } from "../booking/RescheduleDialog";
import { Notice } from "../ui/Notice";
import type { MeetingDetail } from "../words";
import classes from "./meetings.module.css";
import { cancelMeeting } from "./requests";

/** Another time for a meeting that is still to come, or none. */
export function ChangeBooking({ meeting }: { meeting: MeetingDetail }) {
  const [open, setOpen] = useState<"move" | "cancel" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarTime size={17} aria-hidden="true" />}
        onClick={() => setOpen("move")}
      >
        Reschedule
      </Button>
      <Button
        variant="default"
        leftSection={<IconX size={17} aria-hidden="true" />}
        onClick={() => setOpen("cancel")}
      >
        Cancel meeting
      </Button>
      {open === "move" && <RescheduleDialog meeting={meeting} onClose={close} />}
      <Modal opened={open === "cancel"} onClose={close} title="Cancel the meeting" centered>
        <Cancel meeting={meeting} onDone={close} />
      </Modal>
    </>
  );
}

interface Props {
  meeting: MeetingDetail;
  onDone: () => void;
}

function Cancel({ meeting, onDone }: Props) {
  const [reason, setReason] = useState("");
  const cancel = useChange(onDone, () => cancelMeeting(meeting.id, reason.trim()));
  return (
    <div className={classes.form}>
      <p>
        {meeting.kind === "strategy"
          ? "The host is free again. It is kept as No sale, Admin cancelled."
          : "The host is free again. A cancelled discovery call takes no outcome and counts nowhere."}
      </p>
      <Textarea
        label="Reason"
        description="Kept in the meeting’s history."
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      {cancel.error && <Notice tone="danger">{sentenceOf(cancel.error)}</Notice>}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          Keep it
        </Button>
        <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel the meeting
        </Button>
      </div>
    </div>
  );
}

function useChange(onDone: () => void, change: () => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ["meetings"] }),
  });
}
