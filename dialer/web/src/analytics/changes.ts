import { count } from "../format";
import { isThin } from "./thin";

const SAME = "Same as the period before";
const ON = "on the period before";

/** How a count moved: "+12 (+8 %) on the period before". */
export function countChange(now: number, before: number | undefined): string | null {
  if (before === undefined) return null;
  if (now === before) return SAME;
  const percent = before > 0 ? Math.round(((now - before) / before) * 100) : 0;
  const share = percent === 0 ? "" : ` (${signed(percent)} %)`;
  return `${signed(now - before)}${share} ${ON}`;
}

/** How a rate moved, in points; nothing is said of a rate that too few calls made. */
export function rateChange(
  now: { rate: number | null; of: number },
  before: { rate: number | null; of: number } | undefined,
): string | null {
  if (!before || now.rate === null || isThin(now.of)) return null;
  if (before.rate === null || isThin(before.of)) return "Too few calls before to compare";
  const points = Math.round((now.rate - before.rate) * 1000) / 10;
  return points === 0 ? SAME : `${signed(points)} points ${ON}`;
}

export function secondsChange(now: number | null, before: number | null | undefined): string | null {
  if (now === null || before === null || before === undefined) return null;
  const seconds = Math.round(now - before);
  return seconds === 0 ? SAME : `${signed(seconds)} s ${ON}`;
}

function signed(by: number): string {
  return `${by < 0 ? "−" : "+"}${count(Math.abs(by))}`;
}
