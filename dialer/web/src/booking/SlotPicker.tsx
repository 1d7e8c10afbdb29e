import { Select } from "@mantine/core";
import { useState } from "react";
import type { EventType } from "../words";
import classes from "./booking.module.css";
import { ChosenTime } from "./ChosenTime";
import { DayAndTime } from "./DayAndTime";
import { type Invitee, type Person, type Slot, whoGets } from "./times";
import { useFreeTimes } from "./useFreeTimes";

interface Props {
  eventType: Pick<EventType, "id" | "minutes" | "hosts">;
  lead: Invitee;
  /** A meeting that is being moved, and who hosts it now. */
  moving?: { id: number; host: Person };
  slot: Slot | null;
  onChange: (slot: Slot | null) => void;
}

/** A free day and time, with whose turn it is or with somebody chosen by hand. */
export function SlotPicker({ eventType, lead, moving, slot, onChange }: Props) {
  const [hostId, setHostId] = useState<number | undefined>();
  const free = useFreeTimes(eventType.id, hostId, moving?.id);
  const chosen = [...(free.times?.values() ?? [])].flat().find((time) => time.starts_at === slot?.startsAt);
  const host = chosen && whoGets(chosen, hostId, moving?.host);
  const hosts = eventType.hosts.filter(({ active }) => active);
  return (
    <div className={classes.picker}>
      <Select
        label="Host"
        placeholder={moving ? `${moving.host.name}, else whose turn it is` : "Round robin: whose turn it is"}
        clearable
        value={hostId ? String(hostId) : null}
        onChange={(picked) => {
          setHostId(picked ? Number(picked) : undefined);
          onChange(null);
        }}
        data={hosts.map(({ id, name, has_hours }) => ({
          value: String(id),
          label: has_hours ? name : `${name} (no hours yet)`,
          disabled: !has_hours,
        }))}
      />
      <DayAndTime
        free={free}
        zone={lead.zone}
        startsAt={slot?.startsAt}
        onPick={(startsAt) => onChange(startsAt ? { startsAt, hostId } : null)}
      />
      {chosen && host && (
        <ChosenTime
          startsAt={chosen.starts_at}
          minutes={eventType.minutes}
          lead={lead}
          host={{ ...host, zone: hosts.find(({ id }) => id === host.id)?.time_zone ?? null }}
          why={hostId ? "chosen by hand" : moving?.host.id === host.id ? "as before" : "whose turn it is"}
        />
      )}
    </div>
  );
}
