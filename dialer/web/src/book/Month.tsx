import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";
import classes from "./book.module.css";
import { dayByKey, dayName, monthAfter, monthName, weeksOf } from "./days";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface Props {
  month: string;
  first: string;
  last: string;
  /** The days on which something is free, in order. */
  days: string[];
  chosen: string | null;
  busy: boolean;
  onMonth: (month: string) => void;
  onDay: (day: string) => void;
}

/** A month to choose a day of; arrow keys go from free day to free day. */
export function Month({ month, first, last, days, chosen, busy, onMonth, onDay }: Props) {
  const grid = useRef<HTMLTableElement>(null);
  const entry = chosen && days.includes(chosen) ? chosen : days[0];
  const follow = (event: KeyboardEvent, day: string) => {
    const next = dayByKey(event.key, day, days);
    if (next === day) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLButtonElement>(`[data-day="${next}"]`)?.focus();
  };
  return (
    <div className={classes.month} aria-busy={busy}>
      <div className={classes.monthHead}>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label="Earlier month"
          disabled={month <= first}
          onClick={() => onMonth(monthAfter(month, -1))}
        >
          <IconChevronLeft size={20} />
        </ActionIcon>
        <h2 aria-live="polite">{monthName(month)}</h2>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label="Later month"
          disabled={month >= last}
          onClick={() => onMonth(monthAfter(month, 1))}
        >
          <IconChevronRight size={20} />
        </ActionIcon>
      </div>
      <table ref={grid}>
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((day, column) => (
                <td key={day ?? WEEKDAYS[column]}>
                  {day && (
                    <DayButton
                      day={day}
                      free={days.includes(day)}
                      chosen={day === chosen}
                      reachable={day === entry}
                      onDay={onDay}
                      onKey={follow}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DayProps {
  day: string;
  free: boolean;
  chosen: boolean;
  reachable: boolean;
  onDay: (day: string) => void;
  onKey: (event: KeyboardEvent, day: string) => void;
}

function DayButton({ day, free, chosen, reachable, onDay, onKey }: DayProps) {
  const number = Number(day.slice(8));
  if (!free) return <span className={classes.dayOff}>{number}</span>;
  return (
    <button
      type="button"
      className={classes.day}
      data-day={day}
      aria-label={dayName(day)}
      aria-pressed={chosen}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onDay(day)}
      onKeyDown={(event) => onKey(event, day)}
    >
      {number}
    </button>
  );
}
