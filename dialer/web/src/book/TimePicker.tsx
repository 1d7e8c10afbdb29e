import { Button, Select } from "@mantine/core";
import { IconWorld } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { now } from "../clock";
import { isoDay } from "../format";
import { LoadTrouble } from "../ui/LoadTrouble";
import classes from "./book.module.css";
import { byDay, dayName, monthAfter, monthName, timeName, zoneName, zonesToChoose } from "./days";
import { Month } from "./Month";
import { type TimesOf, timesQuery } from "./requests";

interface Props {
  of: TimesOf;
  /** Until when it can be booked. */
  lastDay: string;
  zone: string;
  onZone: (zone: string) => void;
  onPick: (time: string) => void;
  busy?: boolean;
}

/** A month, the free times of a day in it, and whose clock they are by. */
export function TimePicker({ of, lastDay, zone, onZone, onPick, busy = false }: Props) {
  const first = isoDay(new Date(now()), zone).slice(0, 7);
  const last = isoDay(new Date(lastDay), zone).slice(0, 7);
  const [month, setMonth] = useState(first);
  const [wanted, setWanted] = useState<string | null>(null);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...timesQuery(of, month),
    placeholderData: keepPreviousData,
  });
  const free = useMemo(() => byDay(data ?? [], zone), [data, zone]);
  const days = [...free.keys()].filter((day) => day.startsWith(month));
  const chosen = wanted && days.includes(wanted) ? wanted : (days[0] ?? null);
  useFirstMonthWithTimes(data && !isPlaceholderData ? days.length : null, month, last, setMonth);
  if (error) return <LoadTrouble what="The free times" error={error} retry={() => void refetch()} />;
  return (
    <div className={classes.picker}>
      <div>
        <Month
          month={month}
          first={first}
          last={last}
          days={days}
          chosen={chosen}
          busy={!data || isPlaceholderData}
          onMonth={setMonth}
          onDay={setWanted}
        />
        <Select
          className={classes.zone}
          label="Times are by the clocks of"
          leftSection={<IconWorld size={17} />}
          searchable
          limit={60}
          allowDeselect={false}
          nothingFoundMessage="No such time zone"
          value={zone}
          data={zonesToChoose(zone).map((each) => ({ value: each, label: zoneName(each) }))}
          onChange={(each) => each && onZone(each)}
        />
      </div>
      <Times
        day={chosen}
        times={chosen ? (free.get(chosen) ?? []) : []}
        month={month}
        loading={!data || isPlaceholderData}
        zone={zone}
        busy={busy}
        onPick={onPick}
        onLater={month < last ? () => setMonth(monthAfter(month, 1)) : undefined}
      />
    </div>
  );
}

/** Whoever comes at the end of a month is shown the next one, once. */
function useFirstMonthWithTimes(
  count: number | null,
  month: string,
  last: string,
  setMonth: (month: string) => void,
) {
  const settled = useRef(false);
  useEffect(() => {
    if (settled.current || count === null) return;
    settled.current = true;
    if (count === 0 && month < last) setMonth(monthAfter(month, 1));
  }, [count, month, last, setMonth]);
}

interface TimesProps {
  day: string | null;
  times: string[];
  month: string;
  loading: boolean;
  zone: string;
  busy: boolean;
  onPick: (time: string) => void;
  onLater?: () => void;
}

function Times({ day, times, month, loading, zone, busy, onPick, onLater }: TimesProps) {
  if (!day) {
    return (
      <div className={classes.times}>
        <p className="soft" role="status">
          {loading ? "Looking for free times…" : `Nothing is free in ${monthName(month)}.`}
        </p>
        {!loading && onLater && (
          <Button variant="light" onClick={onLater}>
            See next month
          </Button>
        )}
      </div>
    );
  }
  return (
    <section className={classes.times} aria-label={`Free times on ${dayName(day)}`}>
      <h2>{dayName(day)}</h2>
      <ul>
        {times.map((time) => (
          <li key={time}>
            <Button variant="default" fullWidth size="md" disabled={busy} onClick={() => onPick(time)}>
              {timeName(time, zone)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
