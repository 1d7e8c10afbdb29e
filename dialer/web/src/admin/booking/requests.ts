import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api";
import { keys } from "../../topics";
import type { EventType } from "../../words";
import type { Draft } from "./draft";

const one = (id: number) => ({ path: { event_type_id: id } });

export const eventTypesQuery = queryOptions({
  queryKey: [...keys.eventTypes, "all"],
  queryFn: async () =>
    (await ask(api.GET("/api/event-types", { params: { query: { archived: true } } }))).items,
});

export const addEventType = (body: Draft) => ask(api.POST("/api/event-types", { body }));
export const changeEventType = (id: number, body: Partial<Draft>) =>
  ask(api.PATCH("/api/event-types/{event_type_id}", { params: one(id), body }));
export const archiveEventType = (row: EventType) =>
  ask(api.POST("/api/event-types/{event_type_id}/archive", { params: one(row.id) }));
export const restoreEventType = (row: EventType) =>
  ask(api.POST("/api/event-types/{event_type_id}/restore", { params: one(row.id) }));

export function useLookAgain() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: keys.eventTypes });
}
