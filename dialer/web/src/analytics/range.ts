import { useSearchParams } from "wouter";
import { isoDay } from "../format";
import type { Meaning } from "../words";

export interface Range {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days are the company's, whatever the reader's own zone. */
export function presets(now: number, zone: string): Record<string, Range> {
  const day = (back: number) => isoDay(new Date(now - back * DAY_MS), zone);
  const today = day(0);
  return {
    Today: { from: today, to: today },
    Yesterday: { from: day(1), to: day(1) },
    "7 days": { from: day(6), to: today },
    "30 days": { from: day(29), to: today },
    "This month": { from: `${today.slice(0, 8)}01`, to: today },
  };
}

export function presetOf(range: Range, known: Record<string, Range>): string | null {
  const found = Object.entries(known).find(([, one]) => one.from === range.from && one.to === range.to);
  return found?.[0] ?? null;
}

/** A range from the address; anything odd falls back to today. */
export function readRange(search: URLSearchParams, today: Range): Range {
  const from = search.get("from") ?? "";
  const to = search.get("to") ?? "";
  if (!ISO_DAY.test(from) || !ISO_DAY.test(to) || from > to) return today;
  return { from, to };
}

export interface Question extends Range {
  meaning: Meaning;
  rep_id?: number;
}

export function useQuestion(today: Range) {
  const [search, setSearch] = useSearchParams();
  const rep = Number(search.get("rep_id"));
  const question: Question = {
    ...readRange(search, today),
    meaning: search.get("meaning") === "recorded" ? "recorded" : "now",
    ...(rep > 0 ? { rep_id: rep } : {}),
  };
  const change = (changes: Record<string, string | null>) =>
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return { question, change };
}
