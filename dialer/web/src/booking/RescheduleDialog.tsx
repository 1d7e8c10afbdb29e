import { Button, Modal, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../api";
import { spanWords } from "../meetings/meetingWords";
import { moveMeeting } from "../meetings/requests";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import type { Meeting } from "../words";
import classes from "./booking.module.css";
import { eventTypeQuery } from "./requests";
import { SlotPicker } from "./SlotPicker";
import type { Slot } from "./times";
import { useBooking } from "./useBooking";

interface Props {
  meeting: Meeting;
  onClose: () => void;
}

/** Another time for a meeting that is still to come, another host, or both. */
export function RescheduleDialog({ meeting, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={`Move the meeting with ${meeting.lead.name}`} centered size="lg">
      <Move meeting={meeting} onClose={onClose} />
    </Modal>
  );
}

function Move({ meeting, onClose }: Props) {
  const { data: eventType, error, refetch } = useQuery(eventTypeQuery(meeting.event_type.id));
  const [slot, setSlot] = useState<Slot | null>(null);
  const move = useBooking(
    (to: Slot) => moveMeeting(meeting.id, to.startsAt, to.hostId),
    onClose,
    () => setSlot(null),
    "Moved",
  );
  if (error) return <LoadTrouble what="Free times" error={error} retry={() => void refetch()} />;
  if (!eventType) return <Skeleton h={260} radius="md" aria-label="Loading" />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (slot && !move.isPending) move.mutate(slot);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className="soft">
        Now {spanWords(meeting.starts_at, meeting.ends_at)} with {meeting.host.name}
      </p>
      <SlotPicker
        eventType={eventType}
        lead={{ name: meeting.lead.name, zone: meeting.invitee_zone }}
        moving={{ id: meeting.id, host: meeting.host }}
        slot={slot}
        onChange={setSlot}
      />
      {move.error && (
        <Notice tone="danger" urgent>
          {sentenceOf(move.error)}
        </Notice>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button type="submit" disabled={!slot} loading={move.isPending}>
          Move it
        </Button>
      </div>
    </form>
  );
}
