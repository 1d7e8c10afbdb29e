import { now } from "../clock";

const DAY_MS = 86_400_000;

/** The choices in days; the outcome's own stands among them. */
export function followUpDays(own: number): number[] {
  return [...new Set([1, 3, 7, own])].sort((one, other) => one - other);
}

export function inDays(days: number, from = now()): string {
  return new Date(from + days * DAY_MS).toISOString();
}

/** What a date-and-time field says, as the server reads it; null for what is no time. */
export function fromField(value: string): string | null {
  const time = new Date(value).getTime();
  return value === "" || Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** An instant as a date-and-time field shows it, in this browser's zone. */
export function toField(instant: string): string {
  const at = new Date(instant);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
