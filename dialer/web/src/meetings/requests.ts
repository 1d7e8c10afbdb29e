import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, ask } from "../api";
import { keys } from "../topics";
import type { MeetingDetail, MeetingOutcome, MeetingReason, Objection } from "../words";
import type { MeetingFilters } from "./filters";

const PAGE = 50;

/** The list, page by page, as far as somebody has asked to see it. */
export function useMeetingPages(filters: MeetingFilters) {
  const query = useInfiniteQuery({
    queryKey: keys.meetingList(filters),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    // A meeting turns from what is to come into what is past by the clock alone.
    refetchInterval: 60_000,
    queryFn: ({ pageParam: cursor }) =>
      ask(api.GET("/api/meetings", { params: { query: { ...filters, limit: PAGE, cursor } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return { ...query, meetings: query.data?.pages.flatMap((page) => page.items) };
}

export function meetingQuery(id: number) {
  return queryOptions({
    queryKey: keys.meeting(id),
    refetchInterval: 60_000,
    queryFn: () => ask(api.GET("/api/meetings/{meeting_id}", { params: { path: { meeting_id: id } } })),
  });
}

export const choicesQuery = queryOptions({
  queryKey: keys.meetingChoices,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async () => (await ask(api.GET("/api/meetings/choices"))).kinds,
});

/** What meetings can come to: the policy as the server has it. */
export function useMeetingChoices() {
  return useQuery(choicesQuery).data ?? [];
}

/** What becomes of the strategy call when its approval goes. */
export type Fate = "keep" | "cancel";

export interface OutcomeChoice {
  outcome: MeetingOutcome;
  reason?: MeetingReason;
  objection?: Objection;
  notes: string;
  change_reason?: string;
  version: number;
  strategy?: Fate | { event_type_id: number; starts_at: string; host_id?: number };
}

export function recordOutcome(id: number, choice: OutcomeChoice): Promise<MeetingDetail> {
  const params = { path: { meeting_id: id } };
  return ask(api.PUT("/api/meetings/{meeting_id}/outcome", { params, body: choice }));
}

export function setAttendance(id: number, attended: boolean | null): Promise<MeetingDetail> {
  const params = { path: { meeting_id: id } };
  return ask(api.PUT("/api/meetings/{meeting_id}/attendance", { params, body: { attended } }));
}

export function cancelMeeting(id: number, reason: string) {
  const params = { path: { meeting_id: id } };
  return ask(api.POST("/api/meetings/{meeting_id}/cancel", { params, body: { reason } }));
}

export function moveMeeting(id: number, starts_at: string, host_id: number | undefined) {
  const params = { path: { meeting_id: id } };
  return ask(api.POST("/api/meetings/{meeting_id}/reschedule", { params, body: { starts_at, host_id } }));
}

/** Free times on these days of a zone's calendar. */
export function slotsQuery(question: {
  eventTypeId: number;
  from: string;
  to: string;
  zone: string;
  moving?: number;
}) {
  const { eventTypeId, from, to, zone, moving } = question;
  return queryOptions({
    queryKey: keys.slots(question),
    queryFn: async () => {
      const query = { from, to, zone, moving };
      const params = { path: { event_type_id: eventTypeId }, query };
      return (await ask(api.GET("/api/event-types/{event_type_id}/slots", { params }))).items;
    },
  });
}
