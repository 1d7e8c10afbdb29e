import { useSearchParams } from "wouter";
import { isoDay } from "../format";
import type { PeriodQuestion } from "../queries";
import type { Direction, Meaning } from "../words";

export interface Range {
  from: string;
  to: string;
}

export const VIEWS = ["team", "flows", "sales", "prefills", "wrap-up", "quality"] as const;
export type View = (typeof VIEWS)[number];

export const SPLITS = ["rep", "team", "flow"] as const;
export type Split = (typeof SPLITS)[number];

export const SALES_SPLITS = ["closer", "setter", "event_type", "product", "month"] as const;
export type SalesSplit = (typeof SALES_SPLITS)[number];

export type WhoseClock = "company" | "lead";

const DAY_MS = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const IDS = ["rep_id", "team_id", "flow_id", "closer_id", "setter_id", "event_type_id"] as const;
const DIRECTIONS = ["outbound", "inbound", "manual"] as const;

/** Days are the company's, whatever the reader's own zone. */
export function presets(now: number, zone: string): Record<string, Range> {
  const today = isoDay(new Date(now), zone);
  const day = (back: number) => daysAfter(today, -back);
  const endOfLast = daysAfter(`${today.slice(0, 8)}01`, -1);
  return {
    Today: { from: today, to: today },
    Yesterday: { from: day(1), to: day(1) },
    "7 days": { from: day(6), to: today },
    "30 days": { from: day(29), to: today },
    "90 days": { from: day(89), to: today },
    "This month": { from: `${today.slice(0, 8)}01`, to: today },
    "Last month": { from: `${endOfLast.slice(0, 8)}01`, to: endOfLast },
  };
}

/** Days of a calendar have no zone, and none of them is short of an hour. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function presetOf(range: Range, known: Record<string, Range>): string | null {
  const found = Object.entries(known).find(([, one]) => one.from === range.from && one.to === range.to);
  return found?.[0] ?? null;
}

/** A range from the address; anything odd falls back to the usual one. */
export function readRange(search: URLSearchParams, usual: Range): Range {
  const from = search.get("from") ?? "";
  const to = search.get("to") ?? "";
  if (!ISO_DAY.test(from) || !ISO_DAY.test(to) || from > to) return usual;
  return { from, to };
}

/** The other end follows a day that would turn the range around. */
export function withDay(range: Range, end: keyof Range, day: string): Range {
  if (!ISO_DAY.test(day)) return range;
  if (end === "from") return { from: day, to: day > range.to ? day : range.to };
  return { from: day < range.from ? day : range.from, to: day };
}

export interface Question extends Range {
  view: View;
  meaning: Meaning;
  /** What the table of the team's numbers is split by. */
  by: Split;
  /** What the table of sales is split by. */
  split: SalesSplit;
  /** Whose clock the map of hours goes by. */
  clock: WhoseClock;
  direction: Direction;
  closer_id?: number;
  setter_id?: number;
  event_type_id?: number;
  rep_id?: number;
  team_id?: number;
  flow_id?: number;
  outcome?: string;
}

export function readQuestion(search: URLSearchParams, usual: Range): Question {
  const question: Question = {
    ...readRange(search, usual),
    view: VIEWS.find((one) => one === search.get("view")) ?? "team",
    meaning: search.get("meaning") === "recorded" ? "recorded" : "now",
    by: SPLITS.find((one) => one === search.get("by")) ?? "rep",
    clock: search.get("clock") === "lead" ? "lead" : "company",
    split: SALES_SPLITS.find((one) => one === search.get("split")) ?? "closer",
    direction: DIRECTIONS.find((one) => one === search.get("direction")) ?? "outbound",
  };
  for (const name of IDS) {
    const id = Number(search.get(name));
    if (Number.isInteger(id) && id > 0) question[name] = id;
  }
  const outcome = search.get("outcome");
  return outcome ? { ...question, outcome } : question;
}

/** What the server is asked. */
export function periodOf(question: Question): PeriodQuestion {
  const { from, to, direction, rep_id, team_id, flow_id, outcome } = question;
  return { from, to, direction, rep_id, team_id, flow_id, outcome };
}

export type Change = (changes: Record<string, string | null>) => void;

export interface ViewProps {
  question: Question;
  change: Change;
}

/** The question lives in the address: it can be sent, survives a reload, and Back takes a change back. */
export function useQuestion(usual: Range) {
  const [search, setSearch] = useSearchParams();
  const change: Change = (changes) =>
    setSearch((old) => {
      const next = new URLSearchParams(old);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  return { question: readQuestion(search, usual), change };
}
