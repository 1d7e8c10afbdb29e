/** Nothing to show: a dash, never a zero that was not counted. */
export const NONE = "—";

export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return NONE;
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

export function rate(value: number | null | undefined): string {
  if (value === null || value === undefined) return NONE;
  return `${(value * 100).toFixed(1)} %`;
}

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? NONE : value.toLocaleString("en");
}

/** "92 of 500; 37 without an outcome, 21 only pre-filled" */
export function coverage(of: {
  connected_calls: number;
  calls: number;
  missing_outcome: number;
  prefilled: number;
}): string {
  const gaps = [
    of.missing_outcome > 0 ? `${count(of.missing_outcome)} without an outcome` : "",
    of.prefilled > 0 ? `${count(of.prefilled)} only pre-filled` : "",
  ].filter(Boolean);
  const counted = `${count(of.connected_calls)} of ${count(of.calls)}`;
  return gaps.length > 0 ? `${counted}; ${gaps.join(", ")}` : counted;
}

export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

export function timeOfDay(iso: string, zone?: string | null): string {
  return clock(new Date(iso), zone ?? undefined);
}

/** "Today 14:05", "Yesterday 09:12", "3 Nov 17:40"; by the clock of a zone, or of this browser. */
export function moment(iso: string, now: number, zone?: string): string {
  const then = new Date(iso);
  const days = (Date.parse(isoDay(new Date(now), zone)) - Date.parse(isoDay(then, zone))) / 86_400_000;
  const time = clock(then, zone);
  if (days === 0) return `Today ${time}`;
  if (days === 1) return `Yesterday ${time}`;
  return `${then.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: zone })} ${time}`;
}

/** "Tue, 3 Nov 2026, 17:40:05" */
export function toTheSecond(iso: string): string {
  const day = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  return new Date(iso).toLocaleString("en-GB", {
    ...day,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

/** What the clock on the lead's wall says. */
export function localTime(zone: string | null | undefined, now: number): string | null {
  if (!zone) return null;
  try {
    return clock(new Date(now), zone);
  } catch {
    return null;
  }
}

export function isoDay(date: Date, zone?: string): string {
  return date.toLocaleDateString("en-CA", { timeZone: zone });
}

/** +15550109001 reads better as +1 555 010 9001; other countries keep groups of three. */
export function phone(number: string): string {
  if (number === "anonymous") return "Hidden number";
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (american) return `+1 ${american[1]} ${american[2]} ${american[3]}`;
  const other = /^\+(\d{2})(\d{6,})$/.exec(number);
  return other ? `+${other[1]} ${(other[2] ?? "").replace(/(\d{3})(?=\d{2,})/g, "$1 ")}` : number;
}

function clock(date: Date, zone?: string): string {
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
}
