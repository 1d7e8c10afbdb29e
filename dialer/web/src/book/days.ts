import { isoDay } from "../format";

/** Free times by the day on which they fall in a zone, both in order. */
export function byDay(times: string[], zone: string): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const time of times) {
    const day = isoDay(new Date(time), zone);
    days.set(day, [...(days.get(day) ?? []), time]);
  }
  return days;
}

/** The weeks of a month, Monday first; null stands for days of its neighbours. */
export function weeksOf(month: string): (string | null)[][] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const before = (first.getUTCDay() + 6) % 7;
  const days: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = 1; day <= length; day++) days.push(`${month}-${String(day).padStart(2, "0")}`);
  while (days.length % 7) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(7 * week, 7 * week + 7));
}

/** The month so many months away: "2026-12" and 1 make "2027-01". */
export function monthAfter(month: string, by: number): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + by);
  return first.toISOString().slice(0, 7);
}

/** What to ask for so that every day of the month is there, in whatever zone. */
export function spanOf(month: string): { from: string; to: string } {
  const from = Date.parse(`${month}-01T00:00:00Z`) - 86_400_000;
  const to = Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`) + 86_400_000;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Where an arrow key leads among the days that can be chosen; the same day when there is no further. */
export function dayByKey(key: string, from: string, days: string[]): string {
  const at = days.indexOf(from);
  if (key === "ArrowRight") return days[at + 1] ?? from;
  if (key === "ArrowLeft") return days[at - 1] ?? from;
  const number = Number(from.slice(8));
  if (key === "ArrowDown") return days.find((day) => Number(day.slice(8)) >= number + 7) ?? from;
  if (key === "ArrowUp") return days.findLast((day) => Number(day.slice(8)) <= number - 7) ?? from;
  return from;
}

export function monthName(month: string): string {
  return inWords(`${month}-01T00:00:00Z`, { month: "long", year: "numeric" }, "UTC");
}

export function dayName(day: string): string {
  const date = { weekday: "long", day: "numeric", month: "long" } as const;
  return withComma(inWords(`${day}T00:00:00Z`, date, "UTC"));
}

export function timeName(iso: string, zone: string): string {
  return inWords(iso, { hour: "2-digit", minute: "2-digit" }, zone);
}

/** "Tuesday, 3 March 2026" and "10:00 to 10:30". */
export function whenInWords(from: string, to: string, zone: string): { day: string; hours: string } {
  const date = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  return {
    day: withComma(inWords(from, date, zone)),
    hours: `${timeName(from, zone)} to ${timeName(to, zone)}`,
  };
}

/** The zone as people write it: "Europe/Zurich" as it is, "America/New York" without its line. */
export function zoneName(zone: string): string {
  return zone.replaceAll("_", " ");
}

export function zonesToChoose(...own: string[]): string[] {
  return [...new Set([...own, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}

export function ownZone(fallback: string): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || fallback;
}

function withComma(date: string): string {
  return date.replace(/^(\w+) /, "$1, ");
}

function inWords(iso: string, parts: Intl.DateTimeFormatOptions, zone: string): string {
  return new Date(iso).toLocaleString("en-GB", { ...parts, timeZone: zone });
}
