import { Button, Select, Skeleton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { now } from "../clock";
import { isoDay, timeOfDay } from "../format";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { MeetingKind } from "../words";
import classes from "./meetings.module.css";
import { dayWords, ownZone } from "./meetingWords";
import { slotsQuery } from "./requests";

export interface Slot {
  startsAt: string;
  /** Nobody in particular: the next one's turn. */
  hostId?: number;
}

interface Props {
  eventTypeId: number;
  kind: MeetingKind;
  /** The lead's. */
  zone: string;
  moving?: number;
  slot: Slot | null;
  onChange: (slot: Slot | null) => void;
}

const DAY_MS = 86_400_000;
const DAYS = 7;

/** A free time within a week, with whose turn it is or with somebody chosen by hand. */
export function SlotChoice({ eventTypeId, kind, zone, moving, slot, onChange }: Props) {
  const [week, setWeek] = useState(0);
  const [hostId, setHostId] = useState<number | undefined>();
  const [from, to] = [week * DAYS, week * DAYS + DAYS - 1].map((days) =>
    isoDay(new Date(now() + days * DAY_MS), ownZone()),
  );
  const question = { eventTypeId, kind, from: from ?? "", to: to ?? "", moving };
  const { data: all, error, refetch } = useQuery(slotsQuery(question));
  const free = all?.filter(({ hosts }) => !hostId || hosts.some((host) => host.id === hostId));
  const hosts = new Map(all?.flatMap((one) => one.hosts.map((host) => [host.id, host.name] as const)));
  return (
    <div className={classes.form}>
      <Select
        label="Host"
        placeholder="Whose turn it is"
        clearable
        value={hostId ? String(hostId) : null}
        onChange={(picked) => {
          setHostId(picked ? Number(picked) : undefined);
          onChange(null);
        }}
        data={[...hosts].map(([value, label]) => ({ value: String(value), label }))}
      />
      <div className={classes.week}>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label="The week before"
          disabled={week === 0}
          onClick={() => setWeek(week - 1)}
        >
          <IconChevronLeft size={17} />
        </Button>
        <strong>
          {dayWords(`${from}T12:00:00`)} to {dayWords(`${to}T12:00:00`)}
        </strong>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label="The week after"
          onClick={() => setWeek(week + 1)}
        >
          <IconChevronRight size={17} />
        </Button>
      </div>
      {error && <LoadTrouble what="Free times" error={error} retry={() => void refetch()} />}
      {!free && !error && <Skeleton h={120} radius="md" />}
      {free?.length === 0 && <p className="soft">Nothing is free in this week. Look at the next one.</p>}
      <div className={classes.slots}>
        {byDay(free ?? []).map(([day, times]) => (
          <fieldset key={day}>
            <legend>{day}</legend>
            {times.map(({ starts_at }) => (
              <button
                key={starts_at}
                type="button"
                className={`num ${classes.slot}`}
                aria-pressed={slot?.startsAt === starts_at}
                title={zone === ownZone() ? undefined : `${timeOfDay(starts_at, zone)} for the lead`}
                onClick={() => onChange({ startsAt: starts_at, hostId })}
              >
                {timeOfDay(starts_at)}
              </button>
            ))}
          </fieldset>
        ))}
      </div>
      {slot && zone !== ownZone() && (
        <p className="soft">
          For the lead: {dayWords(slot.startsAt, zone)}, {timeOfDay(slot.startsAt, zone)}
        </p>
      )}
    </div>
  );
}

function byDay<Time extends { starts_at: string }>(times: Time[]): [string, Time[]][] {
  const days = new Map<string, Time[]>();
  for (const time of times) {
    const day = dayWords(time.starts_at);
    days.set(day, [...(days.get(day) ?? []), time]);
  }
  return [...days];
}
