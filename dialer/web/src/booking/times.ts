import { isoDay } from "../format";

export interface Person {
  id: number;
  name: string;
}

/** Whom a meeting is with, and the zone they live in, as far as that is known. */
export interface Invitee {
  name: string;
  zone: string;
  /** The zone is the company's, for want of theirs. */
  assumed?: boolean;
}

/** A free time, and who is free then: whose turn it is comes first. */
export interface FreeTime {
  starts_at: string;
  hosts: Person[];
}

/** What somebody has picked; without a host it is the next one's turn. */
export interface Slot {
  startsAt: string;
  hostId?: number;
}

const DAY_MS = 86_400_000;
const WEEK = 7;

/** The seven days of the week that begins so many weeks after today, as a zone's calendar shows them. */
export function daysOf(week: number, zone: string, now: number): string[] {
  const today = Date.parse(`${isoDay(new Date(now), zone)}T12:00:00Z`);
  return Array.from({ length: WEEK }, (_, day) =>
    new Date(today + (week * WEEK + day) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** The times of each day that has some. */
export function byDay<Time extends FreeTime>(times: Time[], zone: string): Map<string, Time[]> {
  const days = new Map<string, Time[]>();
  for (const time of times) {
    const day = isoDay(new Date(time.starts_at), zone);
    days.set(day, [...(days.get(day) ?? []), time]);
  }
  return days;
}

/** Only those at which this person is free; everybody's without one. */
export function timesWith<Time extends FreeTime>(times: Time[], hostId: number | undefined): Time[] {
  return hostId ? times.filter(({ hosts }) => hosts.some(({ id }) => id === hostId)) : times;
}

/** Who would get it: the one chosen by hand, else who hosts it now and is free, else whose turn it is. */
export function whoGets(
  time: FreeTime,
  hostId: number | undefined,
  now: Person | undefined,
): Person | undefined {
  const wanted = hostId ?? now?.id;
  const found = time.hosts.find(({ id }) => id === wanted);
  return found ?? (hostId ? undefined : time.hosts[0]);
}
