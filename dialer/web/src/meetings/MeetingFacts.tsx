import type { ReactNode } from "react";
import { Link } from "wouter";
import { moment, phone } from "../format";
import type { MeetingDetail } from "../words";
import { LinkedText } from "./LinkedText";
import classes from "./meetings.module.css";
import { ownZone, SOURCE_WORDS, spanWords, untilWords } from "./meetingWords";

/** With whom, when in both zones, and how it came about. */
export function MeetingFacts({ meeting, now }: { meeting: MeetingDetail; now: number }) {
  const { lead, starts_at, ends_at, invitee_zone } = meeting;
  const toCome = Date.parse(starts_at) > now && !meeting.cancelled_at;
  return (
    <dl className={classes.facts}>
      <Fact term="When">
        <strong className="num">{spanWords(starts_at, ends_at)}</strong>
        <span className="soft">
          {zoneWords(ownZone())}
          {toCome && ` · ${untilWords(starts_at, now)}`}
        </span>
      </Fact>
      {invitee_zone !== ownZone() && (
        <Fact term="For the lead">
          <span className="num">{spanWords(starts_at, ends_at, invitee_zone)}</span>
          <span className="soft">{zoneWords(invitee_zone)}</span>
        </Fact>
      )}
      <Fact term="Host">{meeting.host.name}</Fact>
      <Fact term="Lead">
        <span>
          <Link href={`/leads/${lead.id}`}>
            <bdi>{lead.name}</bdi>
          </Link>
          {lead.organisation && <bdi>, {lead.organisation}</bdi>}
        </span>
        <span className="soft num">{[phone(lead.phone), lead.email].filter(Boolean).join(" · ")}</span>
      </Fact>
      {meeting.location && (
        <Fact term="Where">
          <LinkedText text={meeting.location} />
        </Fact>
      )}
      <Fact term="Booked">
        <span>
          {moment(meeting.booked_at, now)} by {meeting.booked_by?.name ?? "the lead"},{" "}
          {SOURCE_WORDS[meeting.source]}
        </span>
        <Ties meeting={meeting} />
      </Fact>
      {meeting.confirmed_at && <Fact term="Confirmed">By the lead, {moment(meeting.confirmed_at, now)}</Fact>}
      {meeting.notes && (
        <Fact term="Notes">
          <LinkedText text={meeting.notes} />
        </Fact>
      )}
    </dl>
  );
}

function Ties({ meeting }: { meeting: MeetingDetail }) {
  return (
    <span className={classes.ties}>
      {meeting.call_id && <Link href={`/calls?tab=all&call=${meeting.call_id}`}>The call</Link>}
      {meeting.discovery_id && <Link href={`/meetings/${meeting.discovery_id}`}>The discovery call</Link>}
      {meeting.strategy_id && <Link href={`/meetings/${meeting.strategy_id}`}>The strategy call</Link>}
    </span>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** "Europe/Berlin" reads better as "Berlin time". */
function zoneWords(zone: string): string {
  const city = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  return city === "UTC" ? "UTC" : `${city} time`;
}
