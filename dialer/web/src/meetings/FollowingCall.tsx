import { Button, Select, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../api";
import { useSession } from "../queries";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import type { Meeting } from "../words";
import classes from "./meetings.module.css";
import { eventTypesQuery, recordOutcome } from "./requests";
import { type Slot, SlotChoice } from "./SlotChoice";

interface Props {
  /** The approved discovery call. */
  meeting: Meeting;
  onDone: () => void;
}

/** The strategy call that an approval leads on to: which event, with whom, when. */
export function FollowingCall({ meeting, onDone }: Props) {
  const { user } = useSession();
  const { data: types, error, refetch } = useQuery(eventTypesQuery);
  const strategies = types?.filter(({ kind }) => kind === "strategy") ?? [];
  const [picked, setPicked] = useState<number | null>(null);
  const [slot, setSlot] = useState<Slot | null>(null);
  const eventTypeId = picked ?? strategies[0]?.id ?? 0;
  const book = useBooking(meeting, onDone, user.id !== meeting.host.id);
  if (error) return <LoadTrouble what="Event types" error={error} retry={() => void refetch()} />;
  if (!types) return <Skeleton h={160} radius="md" />;
  if (strategies.length === 0) {
    return (
      <Notice tone="info" title="There is no event type for strategy calls yet">
        A manager or admin adds one under Settings → Event types; then the call can be booked from this
        meeting’s page.
      </Notice>
    );
  }
  return (
    <div className={classes.form}>
      <Select
        label="Event"
        allowDeselect={false}
        value={String(eventTypeId)}
        onChange={(value) => {
          setPicked(Number(value));
          setSlot(null);
        }}
        data={strategies.map(({ id, name, minutes }) => ({
          value: String(id),
          label: `${name}, ${minutes} min`,
        }))}
      />
      <SlotChoice
        key={eventTypeId}
        eventTypeId={eventTypeId}
        kind="strategy"
        zone={meeting.invitee_zone}
        slot={slot}
        onChange={setSlot}
      />
      {book.error && <Notice tone="danger">{sentenceOf(book.error)}</Notice>}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          Later
        </Button>
        <Button
          disabled={!slot}
          loading={book.isPending}
          onClick={() => slot && book.mutate({ slot, eventTypeId })}
        >
          Book it
        </Button>
      </div>
    </div>
  );
}

function useBooking(meeting: Meeting, onDone: () => void, others: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ slot, eventTypeId }: { slot: Slot; eventTypeId: number }) =>
      recordOutcome(meeting.id, {
        outcome: "approved",
        notes: meeting.outcome_notes,
        version: meeting.version,
        ...(others ? { change_reason: "Booked the strategy call." } : {}),
        strategy: { event_type_id: eventTypeId, starts_at: slot.startsAt, host_id: slot.hostId },
      }),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ["meetings"] }),
  });
}
