import { count, isoDay } from "../format";
import { isThin } from "./thin";

const SAME = "Same as the period before";
const TOO_FEW_BEFORE = "Too few calls before to compare";
const ON = "on the period before";

interface Average {
  seconds: number | null;
  of: number;
}

/** What a sum is held against: a period that is not over has yet to catch up with a whole one. */
export function heldAgainst({ to, time_zone }: { to: string; time_zone: string }, now: number): string {
  return to < isoDay(new Date(now), time_zone) ? ON : "so far, on the whole period before";
}

/** How a count moved: "+12 (+8 %) on the period before". */
export function countChange(now: number, before: number | undefined, on = ON): string | null {
  if (before === undefined) return null;
  if (now === before) return SAME;
  const percent = before > 0 ? Math.round(((now - before) / before) * 100) : 0;
  const share = percent === 0 ? "" : ` (${signed(percent)} %)`;
  return `${signed(now - before)}${share} ${on}`;
}

/** How a rate moved, in points; nothing is said of a rate that too few calls made. */
export function rateChange(
  now: { rate: number | null; of: number },
  before: { rate: number | null; of: number } | undefined,
): string | null {
  if (!before || now.rate === null || isThin(now.of)) return null;
  if (before.rate === null || isThin(before.of)) return TOO_FEW_BEFORE;
  const points = Math.round((now.rate - before.rate) * 1000) / 10;
  return points === 0 ? SAME : `${signed(points)} points ${ON}`;
}

/** How an average moved; nothing is said of one that too few calls made. */
export function secondsChange(now: Average, before: Average | undefined): string | null {
  if (!before || now.seconds === null || isThin(now.of)) return null;
  if (before.seconds === null || isThin(before.of)) return TOO_FEW_BEFORE;
  const seconds = Math.round(now.seconds - before.seconds);
  return seconds === 0 ? SAME : `${signed(seconds)} s ${ON}`;
}

function signed(by: number): string {
  return `${by < 0 ? "−" : "+"}${count(Math.abs(by))}`;
}
