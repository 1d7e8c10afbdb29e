import { Button, Skeleton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { timeOfDay } from "../format";
import { useShortcuts } from "../keys";
import { ownZone } from "../meetings/meetingWords";
import { LoadTrouble } from "../ui/LoadTrouble";
import classes from "./booking.module.css";
import type { FreeTime } from "./times";
import type { FreeTimes } from "./useFreeTimes";
import { dayInWords } from "./words";

interface Props {
  free: FreeTimes;
  /** The lead's: what their clock shows stands below each time. */
  zone: string;
  startsAt: string | undefined;
  onPick: (startsAt: string | null) => void;
}

/** A week's days, then the times of one of them. Arrows walk through both; N and P turn the weeks. */
export function DayAndTime({ free, zone, startsAt, onPick }: Props) {
  const { days, times, week, setWeek, error, again } = free;
  const [wanted, setWanted] = useState<string | null>(null);
  const day = wanted && times?.has(wanted) ? wanted : [...(times?.keys() ?? [])][0];
  const turn = (to: number) => {
    setWeek(Math.max(0, to));
    setWanted(null);
    onPick(null);
  };
  useShortcuts(
    [
      { keys: "n", label: "The next week", run: () => turn(week + 1) },
      { keys: "p", label: "The week before", run: () => turn(week - 1) },
    ],
    { inDialog: true },
  );
  // Times that were taken meanwhile are not kept.
  const gone = startsAt && times && ![...times.values()].flat().some((time) => time.starts_at === startsAt);
  useEffect(() => {
    if (gone) onPick(null);
  }, [gone, onPick]);
  const pickDay = (picked: string) => {
    setWanted(picked);
    onPick(null);
  };
  return (
    <>
      <Weeks days={days} week={week} onTurn={turn} />
      {error && <LoadTrouble what="Free times" error={error} retry={again} />}
      {!times && !error && <Skeleton h={150} radius="md" aria-label="Loading free times" />}
      {times && <Days days={days} times={times} day={day} onPick={pickDay} />}
      {times?.size === 0 && (
        <p className={classes.none}>
          Nothing is free in these days.{" "}
          <Button variant="light" size="compact-sm" onClick={() => turn(week + 1)}>
            Look at the next week
          </Button>
        </p>
      )}
      {day && <Times times={times?.get(day) ?? []} zone={zone} startsAt={startsAt} onPick={onPick} />}
    </>
  );
}

interface WeeksProps {
  days: string[];
  week: number;
  onTurn: (week: number) => void;
}

function Weeks({ days, week, onTurn }: WeeksProps) {
  return (
    <div className={classes.week}>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label="The week before"
        title="P"
        disabled={week === 0}
        onClick={() => onTurn(week - 1)}
      >
        <IconChevronLeft size={17} />
      </Button>
      <strong>
        {dayInWords(days[0] ?? "")} to {dayInWords(days.at(-1) ?? "")}
      </strong>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label="The week after"
        title="N"
        onClick={() => onTurn(week + 1)}
      >
        <IconChevronRight size={17} />
      </Button>
    </div>
  );
}

interface DaysProps {
  days: string[];
  times: Map<string, FreeTime[]>;
  day: string | undefined;
  onPick: (day: string) => void;
}

function Days({ days, times, day, onPick }: DaysProps) {
  return (
    <fieldset className={classes.days}>
      <legend>Day</legend>
      {days.map((one) => {
        const [weekday = "", ...date] = dayInWords(one).split(" ");
        return (
          <label key={one} className={classes.day} data-free={times.has(one) || undefined}>
            <input
              type="radio"
              name="booking-day"
              value={one}
              checked={one === day}
              disabled={!times.has(one)}
              onChange={() => onPick(one)}
            />
            <span className="soft">{weekday}</span>
            <strong className="num">{date.join(" ")}</strong>
          </label>
        );
      })}
    </fieldset>
  );
}

interface TimesProps {
  times: FreeTime[];
  zone: string;
  startsAt: string | undefined;
  onPick: (startsAt: string) => void;
}

function Times({ times, zone, startsAt, onPick }: TimesProps) {
  const elsewhere = zone !== ownZone();
  return (
    <fieldset className={classes.times}>
      <legend>{elsewhere ? "Time, and what it is for the lead" : "Time"}</legend>
      {times.map(({ starts_at }) => (
        <label key={starts_at} className={`num ${classes.time}`}>
          <input
            type="radio"
            name="booking-time"
            value={starts_at}
            checked={starts_at === startsAt}
            onChange={() => onPick(starts_at)}
          />
          <strong>{timeOfDay(starts_at)}</strong>
          {elsewhere && <span className="soft">{timeOfDay(starts_at, zone)}</span>}
        </label>
      ))}
    </fieldset>
  );
}
