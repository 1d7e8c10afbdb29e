import { keepPreviousData, queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api, ask } from "../api";
import { keys } from "../topics";
import type { MeetingReason, MeetingResult, Standing } from "../words";
import type { SettingFilters } from "./filters";

const PAGE = 50;

export function useSettingPages(standing: Standing, filters: SettingFilters) {
  const asked = { standing, ...filters };
  const query = useInfiniteQuery({
    queryKey: keys.setting(asked),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      ask(api.GET("/api/appointment-setting", { params: { query: { ...asked, limit: PAGE, cursor } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return { ...query, rows: query.data?.pages.flatMap((page) => page.items) };
}

export function countsQuery(filters: SettingFilters) {
  return queryOptions({
    queryKey: keys.settingCounts(filters),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/appointment-setting/counts", { params: { query: filters } })),
  });
}

export const ownersQuery = queryOptions({
  queryKey: keys.owners,
  staleTime: 5 * 60_000,
  queryFn: async () => (await ask(api.GET("/api/appointment-setting/owners"))).items,
});

export interface Decided {
  outcome: MeetingResult;
  reason: MeetingReason | null;
  notes: string;
  strategy?: "keep" | "cancel";
}

export function qualifyLead(leadId: number, body: Decided) {
  return ask(api.PUT("/api/leads/{lead_id}/qualification", { params: { path: { lead_id: leadId } }, body }));
}

export interface Assigning {
  lead_ids: number[];
  owner_ids: number[];
  keep_owners: boolean;
}

export function assignLeads(body: Assigning) {
  return ask(api.POST("/api/appointment-setting/assign", { body }));
}
