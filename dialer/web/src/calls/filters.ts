import { useSearchParams } from "wouter";
import type { CallFilters } from "../queries";

export type Tab = "owed" | "all";

/** What the list shows, kept in the address so that it can be sent to somebody. */
export interface Shown {
  tab: Tab;
  filters: CallFilters;
  openCall: number | null;
}

const NUMBERS = ["rep_id", "team_id"] as const;
const WORDS = ["outcome", "from", "to"] as const;

export function readShown(search: URLSearchParams): Shown {
  const tab = search.get("tab") === "all" ? "all" : "owed";
  const filters: CallFilters = tab === "owed" ? { missing_outcome: true } : {};
  for (const name of NUMBERS) {
    const value = Number(search.get(name));
    if (Number.isInteger(value) && value > 0) filters[name] = value;
  }
  if (tab === "all") {
    for (const name of WORDS) {
      const value = search.get(name);
      if (value) filters[name] = value;
    }
  }
  const openCall = Number(search.get("call"));
  return { tab, filters, openCall: Number.isInteger(openCall) && openCall > 0 ? openCall : null };
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
