import { Modal, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { leadQuery, useSession } from "../queries";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import type { Lead } from "../words";
import { BookingForm } from "./BookingForm";
import classes from "./booking.module.css";
import { bookMeeting } from "./requests";

interface Props {
  leadId: number;
  /** The call it comes from. */
  callId?: number;
  onClose: () => void;
}

/** A meeting with a lead: from a call, a task, or wherever the lead is shown. */
export function BookingDialog({ leadId, callId, onClose }: Props) {
  const { data: lead, error, refetch } = useQuery(leadQuery(leadId));
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      size="lg"
      title={lead ? `Book a meeting with ${lead.name}` : "Book a meeting"}
    >
      {error && <LoadTrouble what="The lead" error={error} retry={() => void refetch()} />}
      {!lead && !error && <Skeleton h={320} radius="md" aria-label="Loading" />}
      {lead && <ForLead lead={lead} callId={callId} onClose={onClose} />}
    </Modal>
  );
}

function ForLead({ lead, callId, onClose }: { lead: Lead; callId?: number; onClose: () => void }) {
  const { company } = useSession();
  return (
    <div className={classes.form}>
      {!lead.email && (
        <Notice tone="info">
          <bdi>{lead.name}</bdi> has no e-mail address here, so no invitation goes out.
        </Notice>
      )}
      <BookingForm
        lead={{
          id: lead.id,
          name: lead.name,
          zone: lead.time_zone ?? company.time_zone,
          assumed: lead.time_zone === null,
        }}
        withNotes
        away="Not now"
        book={({ eventType, slot, notes }) =>
          bookMeeting({
            event_type_id: eventType.id,
            lead_id: lead.id,
            call_id: callId,
            starts_at: slot.startsAt,
            host_id: slot.hostId,
            notes,
          })
        }
        onBooked={onClose}
        onAway={onClose}
      />
    </div>
  );
}
