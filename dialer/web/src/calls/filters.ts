import { useSearchParams } from "wouter";
import type { CallFilters } from "../queries";
import { idIn, readIds, readNarrowing } from "./narrowing";

export type Tab = "owed" | "all";

/** What the list shows, kept in the address so that it can be sent to somebody. */
export interface Shown {
  tab: Tab;
  filters: CallFilters;
  openCall: number | null;
}

/** What has been owed for the longest comes first. */
const OWED = { missing_outcome: true, order: "oldest" } as const;

export function readShown(search: URLSearchParams): Shown {
  const tab = search.get("tab") === "all" ? "all" : "owed";
  const only = tab === "owed" ? OWED : readNarrowing(search);
  return { tab, filters: { ...only, ...readIds(search) }, openCall: idIn(search, "call") ?? null };
}

export function useShown() {
  const [search, setSearch] = useSearchParams();
  const change = (changes: Record<string, string | number | null>) =>
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null || value === "") next.delete(name);
          else next.set(name, String(value));
        }
        return next;
      },
      { replace: true },
    );
  return { ...readShown(search), change };
}

/** A number on a chart opens the calls behind it. */
export function callsPage(callsUrl: string): string {
  const query = callsUrl.split("?")[1] ?? "";
  return `/calls?tab=all${query ? `&${query}` : ""}`;
}

/** The same calls, narrowed further or to other days. */
export function narrowed(callsUrl: string, more: CallFilters): string {
  const [path, query = ""] = callsUrl.split("?");
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) search.set(name, String(value));
  return `${path}?${search}`;
}

/** The same calls and those that this filter left out. */
export function without(callsUrl: string, filter: keyof CallFilters): string {
  const [path, query = ""] = callsUrl.split("?");
  const search = new URLSearchParams(query);
  search.delete(filter);
  return `${path}?${search}`;
}

/** Exactly the calls of a list, as a file. */
export function csvOf(filters: CallFilters): string {
  const search = new URLSearchParams(Object.entries(filters).map(([name, value]) => [name, String(value)]));
  return `/api/calls.csv${search.size > 0 ? `?${search}` : ""}`;
}

/** An address as people type it: of one call, or of the calls that owe their outcome. */
export function callAddress(typed: string): string {
  return /^\d{1,15}$/.test(typed) ? `/calls?tab=all&call=${typed}` : "/calls";
}
