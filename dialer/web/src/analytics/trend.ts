import { narrowed } from "../calls/filters";
import type { FigureGroup } from "../words";
import { daysAfter, type Range } from "./range";

/** The numbers of a day, or of a week or month where there are too many days to see. */
export interface Span extends Range {
  label: string;
  calls: number;
  connected: number;
  positive: number;
  neutral: number;
  negative: number;
  /** In no sentiment: without an outcome, or with a deleted one. */
  rest: number;
}

export type Step = "day" | "week" | "month";

const MOST_DAYS = 62;
const MOST_WEEKS = 60;

/** Every day of the range, also those without a call; whole weeks or months where they are many. */
export function spansOf(groups: FigureGroup[], range: Range): Span[] {
  const step = stepFor(range);
  const spans = emptySpans(range, step);
  const byStart = new Map(spans.map((span) => [startOf(span.from, step), span]));
  for (const group of groups) {
    const span = byStart.get(startOf(group.key, step));
    if (span) add(span, group);
  }
  return spans;
}

export function stepFor({ from, to }: Range): Step {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days <= MOST_DAYS) return "day";
  return days <= MOST_WEEKS * 7 ? "week" : "month";
}

/** The calls of a span, from the address of all calls. */
export function spanUrl(allCalls: string, { from, to }: Range): string {
  return narrowed(allCalls, { from, to });
}

function emptySpans(range: Range, step: Step): Span[] {
  const spans: Span[] = [];
  for (let from = range.from; from <= range.to; ) {
    const next = nextStart(from, step);
    const to = next > range.to ? range.to : daysAfter(next, -1);
    const label = step === "month" ? monthName(from) : shortDay(from);
    spans.push({ from, to, label, calls: 0, connected: 0, positive: 0, neutral: 0, negative: 0, rest: 0 });
    from = next;
  }
  return spans;
}

function add(span: Span, { calls, connected_calls, by_sentiment }: FigureGroup) {
  const { positive, neutral, negative } = by_sentiment;
  span.calls += calls;
  span.connected += connected_calls;
  span.positive += positive;
  span.neutral += neutral;
  span.negative += negative;
  span.rest += calls - positive - neutral - negative;
}

/** The Monday or the first of the month that a day belongs to. */
function startOf(day: string, step: Step): string {
  if (step === "day") return day;
  if (step === "month") return `${day.slice(0, 8)}01`;
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return daysAfter(day, -sinceMonday);
}

function nextStart(day: string, step: Step): string {
  const days = { day: 1, week: 7, month: 31 }[step];
  return startOf(daysAfter(startOf(day, step), days), step);
}

function shortDay(iso: string): string {
  return named(iso, { day: "numeric", month: "short" });
}

function monthName(iso: string): string {
  return named(iso, { month: "short", year: "numeric" });
}

function named(iso: string, how: Intl.DateTimeFormatOptions): string {
  return new Date(`${iso}T12:00:00Z`).toLocaleDateString("en-GB", { ...how, timeZone: "UTC" });
}
