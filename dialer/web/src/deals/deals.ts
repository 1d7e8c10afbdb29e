import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import { api, ask } from "../api";
import type { paths } from "../api.gen";
import { keys } from "../topics";
import type { PaymentType } from "../words";

export type Tab = "deals" | "transactions" | "products";
type DealQuery = NonNullable<paths["/api/deals"]["get"]["parameters"]["query"]>;
/** What the numbers narrow a list by, beside what its own filters do. */
export const OF_NUMBERS = ["counted", "event_type_id", "setter_id", "objection", "reason"] as const;
export interface DealFilters {
  state?: "voided" | "all";
  q?: string;
  payment_type?: PaymentType;
  product_id?: number;
  closer_id?: number;
  lead_id?: number;
  from_transactions?: boolean;
  returned?: boolean;
  /** Of the meeting whose sale it is; "none" finds deals without one as well. */
  event_type_id?: number | "none";
  setter_id?: number | "none";
  objection?: DealQuery["objection"];
  reason?: DealQuery["reason"];
  /** Only what sales numbers count. */
  counted?: boolean;
  from?: string;
  to?: string;
}
export interface TransactionFilters {
  unused?: boolean;
  matched?: boolean;
  lead_id?: number;
  q?: string;
}
export type Change = (changes: Record<string, string | number | null>) => void;

type Reader = (value: string) => string | number | boolean | undefined;
const oneOf =
  (...known: string[]): Reader =>
  (value) =>
    known.includes(value) ? value : undefined;
const words: Reader = (value) => value || undefined;
const day: Reader = (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);
const id: Reader = (value) => (/^\d{1,15}$/.test(value) ? Number(value) : undefined);
const idOrNone: Reader = (value) => (value === "none" ? value : id(value));
const word: Reader = (value) => (/^[a-z_]{1,32}$/.test(value) ? value : undefined);
const flag: Reader = (value) => (["true", "false"].includes(value) ? value === "true" : undefined);
const READERS: Record<keyof DealFilters, Reader> = {
  q: words,
  from: day,
  to: day,
  payment_type: oneOf("won", "recurring", "deposit"),
  state: oneOf("voided", "all"),
  product_id: id,
  closer_id: id,
  lead_id: id,
  from_transactions: flag,
  returned: flag,
  event_type_id: idOrNone,
  setter_id: idOrNone,
  objection: word,
  reason: word,
  counted: flag,
};

/** What an address narrows the list of deals to; what it says wrongly is left out. */
export function readFilters(search: URLSearchParams): DealFilters {
  const read = Object.entries(READERS).map(([name, reader]) => [name, reader(search.get(name) ?? "")]);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

/** What the page shows, kept in the address so that it can be sent to somebody. */
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
  const given = search.get("tab");
  const tab: Tab = given === "transactions" || given === "products" ? given : "deals";
  return { tab, search, filters: readFilters(search), change };
}

/** Exactly the deals of a list, as a file. */
export function csvOf(filters: DealFilters): string {
  const search = new URLSearchParams(Object.entries(filters).map(([name, value]) => [name, String(value)]));
  return `/api/deals.csv${search.size > 0 ? `?${search}` : ""}`;
}

/** The products of a list as CSV. */
export function productsCsv(archived: boolean, words: string): string {
  const search = new URLSearchParams({ ...(archived && { archived: "true" }), ...(words && { q: words }) });
  return `/api/products.csv${search.size > 0 ? `?${search}` : ""}`;
}

export function totalsQuery(filters: DealFilters) {
  return queryOptions({
    queryKey: keys.dealTotals(filters),
    placeholderData: keepPreviousData,
    queryFn: async () => (await ask(api.GET("/api/deals/totals", { params: { query: filters } }))).items,
  });
}

export const owedDealsQuery = queryOptions({
  queryKey: keys.owedDeals,
  queryFn: async () => (await ask(api.GET("/api/deals/owed"))).items,
});

/** The standing deal that a meeting's sale became, if there is one that this person may see. */
export function meetingDealQuery(meetingId: number) {
  return queryOptions({
    queryKey: keys.dealList({ meeting_id: meetingId }),
    queryFn: async () =>
      (await ask(api.GET("/api/deals", { params: { query: { meeting_id: meetingId, limit: 1 } } }))).items,
  });
}

export function dealQuery(id: number) {
  return queryOptions({
    queryKey: keys.deal(id),
    queryFn: () => ask(api.GET("/api/deals/{deal_id}", { params: { path: { deal_id: id } } })),
  });
}

/** Whose deal it will be: a lead's, or that of a meeting which was a sale. */
export interface DealOf {
  lead_id?: number;
  meeting_id?: number;
}

export function proposalQuery(of: DealOf) {
  return queryOptions({
    queryKey: keys.proposal(of),
    queryFn: () => ask(api.GET("/api/deals/proposal", { params: { query: of } })),
  });
}

export function productsQuery(archived: boolean) {
  return queryOptions({
    queryKey: keys.products(archived),
    queryFn: async () => (await ask(api.GET("/api/products", { params: { query: { archived } } }))).items,
  });
}

export function transactionsOfLeadQuery(lead_id: number) {
  const query = { lead_id, limit: 100 };
  return queryOptions({
    queryKey: keys.transactions(query),
    queryFn: async () => (await ask(api.GET("/api/transactions", { params: { query } }))).items,
  });
}

/** A change after which deals, products and transactions are asked for anew. */
export function useDealAct<Given, Made>(act: (given: Given) => Promise<Made>, done?: (made: Made) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ["deals"] });
      done?.(made);
    },
  });
}

export const addProduct = (name: string) => ask(api.POST("/api/products", { body: { name } }));
