import { useQueryClient } from "@tanstack/react-query";
import { type Booking, BookingForm } from "../booking/BookingForm";
import { useSession } from "../queries";
import type { Meeting } from "../words";
import { meetingQuery, recordOutcome } from "./requests";

interface Props {
  /** The approved discovery call. */
  meeting: Meeting;
  onDone: () => void;
}

/** The strategy call that an approval leads on to: which event, with whom, when. */
export function FollowingCall({ meeting, onDone }: Props) {
  const { user } = useSession();
  const client = useQueryClient();
  const others = user.id !== meeting.host.id;
  const book = async ({ eventType, slot }: Booking) => {
    const approved = await recordOutcome(meeting.id, {
      outcome: "approved",
      notes: meeting.outcome_notes,
      version: meeting.version,
      ...(others ? { change_reason: "Booked the strategy call." } : {}),
      strategy: { event_type_id: eventType.id, starts_at: slot.startsAt, host_id: slot.hostId },
    });
    return approved.strategy_id ? client.fetchQuery(meetingQuery(approved.strategy_id)) : null;
  };
  return (
    <BookingForm
      lead={{ id: meeting.lead.id, name: meeting.lead.name, zone: meeting.invitee_zone }}
      kind="strategy"
      away="Later"
      book={book}
      onBooked={onDone}
      onAway={onDone}
    />
  );
}
