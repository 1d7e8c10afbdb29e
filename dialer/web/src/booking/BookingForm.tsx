import { Button, Skeleton, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../api";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import type { EventType, MeetingKind } from "../words";
import classes from "./booking.module.css";
import { EventTypeChoice } from "./EventTypeChoice";
import { likelyFirst } from "./likely";
import { NothingToBook } from "./NothingToBook";
import { eventTypesFor } from "./requests";
import { SlotPicker } from "./SlotPicker";
import type { Invitee, Slot } from "./times";
import { type Booked, useBooking } from "./useBooking";

export interface Booking {
  eventType: EventType;
  slot: Slot;
  notes: string;
}

interface Props {
  lead: Invitee & { id: number };
  /** Only event types of this kind. */
  kind?: MeetingKind;
  withNotes?: boolean;
  /** What the way out is called. */
  away: string;
  book: (booking: Booking) => Promise<Booked>;
  onBooked: () => void;
  onAway: () => void;
}

/** Event, host, day, time and notes in one go; Enter books. */
export function BookingForm({ lead, kind, withNotes, away, book, onBooked, onAway }: Props) {
  const { data, error, refetch } = useQuery(eventTypesFor(lead.id));
  const [picked, setPicked] = useState<number | null>(null);
  const [slot, setSlot] = useState<Slot | null>(null);
  const [notes, setNotes] = useState("");
  const booking = useBooking(book, onBooked, () => setSlot(null));
  if (error) return <LoadTrouble what="Event types" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={320} radius="md" aria-label="Loading" />;
  const types = likelyFirst(data.filter((type) => !kind || type.kind === kind));
  const open = types.filter(({ refused }) => refused === null);
  const eventType = open.find(({ id }) => id === picked) ?? open[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (eventType && slot && !booking.isPending) booking.mutate({ eventType, slot, notes: notes.trim() });
  };
  const pick = (type: EventType) => {
    setPicked(type.id);
    setSlot(null);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {types.length === 0 && <NothingToBook kind={kind} />}
      {types.length > 0 && <EventTypeChoice types={types} picked={eventType} onPick={pick} />}
      {eventType && (
        <SlotPicker key={eventType.id} eventType={eventType} lead={lead} slot={slot} onChange={setSlot} />
      )}
      {eventType && withNotes && (
        <Textarea
          label="Notes"
          description="For whoever hosts it: what was said, what they want to see."
          maxLength={2000}
          autosize
          minRows={2}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
      )}
      {booking.error && (
        <Notice tone="danger" urgent>
          {sentenceOf(booking.error)}
        </Notice>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onAway}>
          {away}
        </Button>
        {eventType && (
          <Button type="submit" disabled={!slot} loading={booking.isPending}>
            Book it
          </Button>
        )}
      </div>
    </form>
  );
}
