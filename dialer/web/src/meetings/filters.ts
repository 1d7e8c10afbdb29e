import { useSearchParams } from "wouter";
import type { paths } from "../api.gen";
import type { MeetingKind, MeetingOutcome } from "../words";

export type Tab = "upcoming" | "past";

type MeetingQuery = NonNullable<paths["/api/meetings"]["get"]["parameters"]["query"]>;

/** What the list is narrowed to, as the API takes it. */
export interface MeetingFilters {
  past?: boolean;
  cancelled?: boolean;
  missing_outcome?: true;
  host_id?: number;
  lead_id?: number;
  event_type_id?: number | "none";
  kind?: MeetingKind;
  outcome?: MeetingOutcome;
  /** What sales numbers narrow the list by. */
  sales?: string;
  setter_id?: number | "none";
  product_id?: number | "none";
  objection?: MeetingQuery["objection"];
  reason?: MeetingQuery["reason"];
  q?: string;
  from?: string;
  to?: string;
}

/** What the page shows, kept in the address so that it can be sent to somebody. */
export interface Shown {
  tab: Tab;
  filters: MeetingFilters;
  /** Whether the person has narrowed the list. */
  narrowed: boolean;
}

export type Change = (changes: Record<string, string | number | null>) => void;

const KINDS: readonly MeetingKind[] = ["strategy", "discovery"];
const OUTCOMES: readonly MeetingOutcome[] = ["sale", "no_sale", "approved", "rejected"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What the numbers narrow the list by, beside what its own filters do. */
export const OF_NUMBERS = ["sales", "setter_id", "product_id", "objection", "reason"] as const;
export const NARROWING = [
  ...OF_NUMBERS,
  "q",
  "kind",
  "outcome",
  "host_id",
  "lead_id",
  "event_type_id",
  "from",
  "to",
  "missing_outcome",
];

/** Nonsense in the address is left out. Cancelled meetings that would be still to come are shown when asked for. */
export function readShown(search: URLSearchParams): Shown {
  const tab = search.get("tab") === "past" ? "past" : "upcoming";
  const past = tab === "past";
  const narrowing: MeetingFilters = {
    q: search.get("q")?.slice(0, 200) || undefined,
    kind: KINDS.find((kind) => kind === search.get("kind")),
    host_id: idIn(search, "host_id"),
    lead_id: idIn(search, "lead_id"),
    event_type_id: idOrNone(search, "event_type_id"),
    ...ofNumbers(search),
    from: dayIn(search, "from"),
    to: dayIn(search, "to"),
    outcome: past ? OUTCOMES.find((outcome) => outcome === search.get("outcome")) : undefined,
    missing_outcome: (past && search.get("missing_outcome") === "true") || undefined,
  };
  const given = Object.fromEntries(Object.entries(narrowing).filter(([, value]) => value !== undefined));
  const hidden = !past && search.get("cancelled") !== "true";
  const filters = { past, ...(hidden ? { cancelled: false } : {}), ...given };
  return { tab, filters, narrowed: Object.keys(given).length > 0 };
}

export function useShown() {
  const [search, setSearch] = useSearchParams();
  const change: Change = (changes) =>
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
  const showsCancelled = search.get("cancelled") === "true";
  return { ...readShown(search), showsCancelled, change };
}

/** Exactly the meetings of a list, as a file. */
export function csvOf(filters: MeetingFilters): string {
  const search = new URLSearchParams(Object.entries(filters).map(([name, value]) => [name, String(value)]));
  return `/api/meetings.csv?${search}`;
}

function ofNumbers(search: URLSearchParams): Partial<MeetingFilters> {
  const word = (name: string) => {
    const value = search.get(name) ?? "";
    return /^[a-z_,]{1,120}$/.test(value) ? value : undefined;
  };
  return {
    sales: word("sales"),
    setter_id: idOrNone(search, "setter_id"),
    product_id: idOrNone(search, "product_id"),
    objection: word("objection") as MeetingFilters["objection"],
    reason: word("reason") as MeetingFilters["reason"],
  };
}

function idOrNone(search: URLSearchParams, name: string): number | "none" | undefined {
  return search.get(name) === "none" ? "none" : idIn(search, name);
}

function idIn(search: URLSearchParams, name: string): number | undefined {
  const number = Number(search.get(name) || Number.NaN);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function dayIn(search: URLSearchParams, name: string): string | undefined {
  const day = search.get(name) ?? "";
  return DAY.test(day) ? day : undefined;
}
