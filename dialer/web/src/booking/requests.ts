import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "../api";
import { keys } from "../topics";
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
