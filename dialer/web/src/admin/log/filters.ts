import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import { api, ask } from "../../api";
import { keys } from "../../topics";

/** What the log is narrowed to, as the API takes it. */
export interface AuditFilterValues {
  actor_id?: number;
  action?: string;
  subject?: string;
  from?: string;
  to?: string;
}

export type NarrowLog = (changes: Record<string, string | null>) => void;

const WORDS = ["action", "subject", "from", "to"] as const;
const PAGE = 50;

export const NO_FILTERS = { actor_id: null, action: null, subject: null, from: null, to: null };

export function readAuditFilters(search: URLSearchParams): AuditFilterValues {
  const filters: AuditFilterValues = {};
  for (const name of WORDS) {
    const value = search.get(name);
    if (value) filters[name] = value;
  }
  const actor = search.get("actor_id");
  if (actor !== null && /^\d{1,15}$/.test(actor)) filters.actor_id = Number(actor);
  return filters;
}

/** The filters stand in the address, so that a view of the log can be sent to somebody. */
export function useAuditFilters() {
  const [search, setSearch] = useSearchParams();
  const change: NarrowLog = (changes) =>
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null || value === "") next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return { filters: readAuditFilters(search), change };
}

export function csvUrl(filters: AuditFilterValues): string {
  const query = new URLSearchParams(
    Object.entries(filters).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return `/api/audit.csv${query ? `?${query}` : ""}`;
}

export function useAuditPages(filters: AuditFilterValues) {
  return useInfiniteQuery({
    queryKey: keys.audit(filters),
    placeholderData: keepPreviousData,
    staleTime: 0,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      ask(api.GET("/api/audit", { params: { query: { ...filters, limit: PAGE, cursor } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}
