import type { Availability } from "../words";

export type Stretch = Availability["exceptions"][number]["hours"][number];
export type Exception = Availability["exceptions"][number];

/** Hours as they are edited: a list for each weekday, from Monday. */
export interface Week {
  time_zone: string;
  days: Stretch[][];
  exceptions: Exception[];
}

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const USUAL: Stretch = { from: "09:00", to: "17:00" };

export function weekOf(saved: Availability): Week {
  const days = WEEKDAYS.map((_, weekday) =>
    saved.weekly.filter((one) => one.weekday === weekday).map(({ from, to }) => ({ from, to })),
  );
  return { time_zone: saved.time_zone, days, exceptions: saved.exceptions };
}

/** Where somebody begins who has none. */
export function usualWeek(zone: string): Week {
  return { time_zone: zone, days: WEEKDAYS.map((_, day) => (day < 5 ? [USUAL] : [])), exceptions: [] };
}

export function bodyOf(week: Week) {
  const weekly = week.days.flatMap((day, weekday) => day.map((one) => ({ weekday, ...one })));
  return { time_zone: week.time_zone, weekly, exceptions: week.exceptions };
}

/** What is wrong with the hours of a day, in words. */
export function flawOf(day: Stretch[]): string | null {
  const ordered = day.toSorted((one, other) => one.from.localeCompare(other.from));
  if (ordered.some(({ from, to }) => from >= to)) return "It ends before it begins.";
  const overlaps = ordered.some((one, place) => place > 0 && one.from < (ordered[place - 1]?.to ?? ""));
  return overlaps ? "Two of these overlap." : null;
}

/** One more stretch for a day: after the last, as long as there is room for it. */
export function withStretch(day: Stretch[]): Stretch[] {
  const last = day.at(-1);
  if (!last) return [USUAL];
  const begins = minutesOf(last.to) + 60;
  if (begins >= 24 * 60) return day;
  return [...day, { from: clockOf(begins), to: clockOf(Math.min(begins + 120, 24 * 60)) }];
}

/** The times to choose from, every quarter of an hour, and those that somebody has already. */
export function choices(...also: string[]): string[] {
  const quarters = Array.from({ length: 97 }, (_, place) => clockOf(place * 15));
  return [...new Set([...quarters, ...also])].sort();
}

export function minutesOf(clock: string): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

function clockOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

export interface Day {
  date: string;
  hours: Stretch[];
  excepted: boolean;
  /** Clocks are moved on this day; by how many minutes, forward or back. */
  moved: number;
}

/** The next days as they will be, in the zone of these hours. */
export function preview(week: Week, today: string, days: number): Day[] {
  return Array.from({ length: days }, (_, place) => {
    const date = addDays(today, place);
    const exception = week.exceptions.find((one) => one.date === date);
    const weekday = (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7;
    const hours = exception?.hours ?? week.days[weekday] ?? [];
    const moved = offset(addDays(date, 1), week.time_zone) - offset(date, week.time_zone);
    return { date, hours, excepted: exception !== undefined, moved };
  });
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many minutes a zone is ahead of UTC when a day begins there, as nearly as clocks are moved at night. */
function offset(date: string, zone: string): number {
  const at = new Date(`${date}T00:00:00Z`);
  const shown = at.toLocaleString("sv-SE", { timeZone: zone });
  const ahead = (Date.parse(`${shown.replace(" ", "T")}Z`) - at.getTime()) / 60_000;
  const midnight = new Date(at.getTime() - ahead * 60_000);
  const again = midnight.toLocaleString("sv-SE", { timeZone: zone });
  return (Date.parse(`${again.replace(" ", "T")}Z`) - midnight.getTime()) / 60_000;
}
