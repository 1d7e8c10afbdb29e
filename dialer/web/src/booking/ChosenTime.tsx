import { ownZone, spanWords } from "../meetings/meetingWords";
import classes from "./booking.module.css";
import type { Invitee } from "./times";

interface Props {
  startsAt: string;
  minutes: number;
  lead: Invitee;
  host: { name: string; zone: string | null };
  /** How it came to be this host. */
  why: string;
}

/** What would be booked: with whom, and what everybody's clock shows then. */
export function ChosenTime({ startsAt, minutes, lead, host, why }: Props) {
  const ends = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
  const others = [lead, host].filter(({ zone }) => zone && zone !== ownZone());
  return (
    <div className={classes.chosen} role="status" data-testid="chosen-time">
      <strong className="num">{spanWords(startsAt, ends)}</strong>
      <span>
        with <strong>{host.name}</strong> <span className="soft">({why})</span>
      </span>
      {others.map(({ name, zone }) => (
        <span key={name} className="soft num">
          {spanWords(startsAt, ends, zone ?? undefined)} for <bdi>{name}</bdi> ({zoneWords(zone)})
        </span>
      ))}
      {lead.assumed && (
        <span className="soft">
          Where <bdi>{lead.name}</bdi> lives is not known, so {zoneWords(lead.zone)} is taken, the company’s
          zone.
        </span>
      )}
    </div>
  );
}

function zoneWords(zone: string | null): string {
  return (zone ?? "").replaceAll("_", " ");
}
