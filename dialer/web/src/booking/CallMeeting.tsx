import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { timeOfDay } from "../format";
import { dayWords } from "../meetings/meetingWords";
import { useOutcomes } from "../queries";
import { Notice } from "../ui/Notice";
import type { Call } from "../words";
import { BookButton } from "./BookButton";
import classes from "./booking.module.css";
import { meetingsFromCall } from "./requests";

interface Props {
  call: Call;
  withKey?: boolean;
  inDialog?: boolean;
}

/** A call that came to a meeting: book it, or see it. It stays when the outcome becomes another one. */
export function CallMeeting({ call, withKey, inDialog }: Props) {
  const outcome = useOutcomes().find(({ key }) => key === call.outcome?.key);
  const asks = outcome?.effects.opens_booking === true && call.outcome_source === "rep";
  const decided = call.version > 0;
  const { data: booked } = useQuery({ ...meetingsFromCall(call.id), enabled: decided });
  if (!decided || !booked) return null;
  if (booked.length === 0) {
    if (!asks || !call.lead) return null;
    return (
      <div className={classes.fromCall}>
        <BookButton
          leadId={call.lead.id}
          callId={call.id}
          label="Book the meeting"
          variant="light"
          withKey={withKey}
          inDialog={inDialog}
        />
      </div>
    );
  }
  const meetings = booked.map(({ id, starts_at, host }) => (
    <Link key={id} href={`/meetings/${id}`}>
      {dayWords(starts_at)}, {timeOfDay(starts_at)} with {host.name}
    </Link>
  ));
  if (asks) return <div className={classes.fromCall}>Meeting booked: {meetings}</div>;
  return (
    <div className={classes.stays}>
      <Notice tone="info" title="The meeting that was booked stays">
        {meetings}: another outcome does not cancel it. If it is off, cancel it on its own page.
      </Notice>
    </div>
  );
}
