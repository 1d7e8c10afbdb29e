import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "../api";
import { keys } from "../topics";
import type { NewMeeting } from "../words";
import { bodyOf, type Week } from "./week";

const of = (user_id: number) => ({ params: { query: { user_id } } });

export function availabilityQuery(userId: number) {
  return queryOptions({
    queryKey: keys.availability(userId),
    queryFn: () => ask(api.GET("/api/availability", of(userId))),
  });
}

export const saveAvailability = (userId: number, week: Week) =>
  ask(api.PUT("/api/availability", { ...of(userId), body: bodyOf(week) }));

/** What can be booked; each says whether, and if not why, it may be booked for this lead. */
export function eventTypesFor(leadId: number) {
  return queryOptions({
    queryKey: [...keys.eventTypes, "for", leadId],
    queryFn: async () =>
      (await ask(api.GET("/api/event-types", { params: { query: { lead_id: leadId } } }))).items,
  });
}

/** One of them, archived or not. */
export function eventTypeQuery(id: number) {
  return queryOptions({
    queryKey: [...keys.eventTypes, "one", id],
    queryFn: () =>
      ask(api.GET("/api/event-types/{event_type_id}", { params: { path: { event_type_id: id } } })),
  });
}

export const bookMeeting = (body: NewMeeting) => ask(api.POST("/api/meetings", { body }));

/** What was booked from a call, the newest first; cancelled ones are left out. */
export function meetingsFromCall(callId: number) {
  return queryOptions({
    queryKey: keys.meetingsFromCall(callId),
    queryFn: async () => {
      const query = { call_id: callId, cancelled: false };
      return (await ask(api.GET("/api/meetings", { params: { query } }))).items;
    },
  });
}
