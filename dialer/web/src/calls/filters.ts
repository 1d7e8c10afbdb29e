import { useSearchParams } from "wouter";
import type { CallFilters } from "../queries";

export type Tab = "owed" | "all";

/** What the list shows, kept in the address so that it can be sent to somebody. */
export interface Shown {
  tab: Tab;
  filters: CallFilters;
  openCall: number | null;
}

/** What has been owed for the longest comes first. */
const OWED = { missing_outcome: true, order: "oldest" } as const;
const IDS = ["rep_id", "team_id", "flow_id"] as const;
const DIRECTIONS = ["outbound", "inbound", "manual"] as const;
const WORDS = ["outcome", "from", "to"] as const;

export function readShown(search: URLSearchParams): Shown {
  const tab = search.get("tab") === "all" ? "all" : "owed";
  const only = tab === "owed" ? OWED : readNarrowing(search);
  return { tab, filters: { ...only, ...readIds(search) }, openCall: idIn(search, "call") ?? null };
}

function readIds(search: URLSearchParams): CallFilters {
  const filters: CallFilters = {};
  for (const name of IDS) {
    const id = idIn(search, name);
    if (id) filters[name] = id;
  }
  return filters;
}

function readNarrowing(search: URLSearchParams): CallFilters {
  const filters: CallFilters = {};
  for (const name of WORDS) {
    const value = search.get(name);
    if (value) filters[name] = value;
  }
  const direction = DIRECTIONS.find((one) => one === search.get("direction"));
  if (direction) filters.direction = direction;
  if (search.get("missed") === "true") filters.missed = true;
  if (search.get("placed") === "true") filters.placed = true;
  if (search.get("meaning") === "recorded") filters.meaning = "recorded";
  return filters;
}

function idIn(search: URLSearchParams, name: string): number | undefined {
  const id = Number(search.get(name));
  return Number.isInteger(id) && id > 0 ? id : undefined;
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

/** An address as people type it: of one call, or of the calls that owe their outcome. */
export function callAddress(typed: string): string {
  return /^\d{1,15}$/.test(typed) ? `/calls?tab=all&call=${typed}` : "/calls";
}
