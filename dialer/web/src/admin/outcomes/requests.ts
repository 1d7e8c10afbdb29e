import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api";
import { keys } from "../../topics";
import type { Outcome } from "../../words";
import type { Trigger } from "./words";

export interface Fields {
  label: string;
  description: string;
  group: Outcome["group"];
  connect_status: Outcome["connect_status"];
  sentiment: Outcome["sentiment"];
  prefills: Trigger[];
  effects: Outcome["effects"];
  shade: number | null;
  shortcut: string | null;
}

export interface ImpactQuestion {
  delete?: true;
  merge_into?: string;
  connect_status?: Outcome["connect_status"];
  sentiment?: Outcome["sentiment"];
  prefills?: string;
  from: string;
  to: string;
}

const one = (key: string) => ({ path: { key } });

export const createOutcome = (body: Fields) => ask(api.POST("/api/outcomes", { body }));
export const editOutcome = (key: string, body: Partial<Fields>) =>
  ask(api.PATCH("/api/outcomes/{key}", { params: one(key), body: body as Fields }));
export const deleteOutcome = (key: string, heir: string | null) =>
  ask(
    api.DELETE("/api/outcomes/{key}", {
      params: { ...one(key), query: heir ? { merge_into: heir } : {} },
    }),
  );
export const restoreOutcome = (key: string) =>
  ask(api.POST("/api/outcomes/{key}/restore", { params: one(key) }));
export const orderOutcomes = async (order: string[]) =>
  (await ask(api.PUT("/api/outcomes/order", { body: { keys: order } }))).items;

export const usageQuery = queryOptions({
  queryKey: keys.outcomeUsage,
  queryFn: () => ask(api.GET("/api/outcomes/usage")),
});

/** Every shade that may be chosen; it changes only with the program. */
export const shadesQuery = queryOptions({
  queryKey: keys.shades,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => ask(api.GET("/api/outcomes/shades")),
});

export function impactQuery(key: string, question: ImpactQuestion) {
  return queryOptions({
    queryKey: keys.impact(key, question),
    queryFn: () => ask(api.GET("/api/outcomes/{key}/impact", { params: { ...one(key), query: question } })),
  });
}

/** After a change everything that shows the catalogue looks again, here at once and elsewhere by its topic. */
export function useLookAgain() {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: keys.outcomes });
    void client.invalidateQueries({ queryKey: ["analytics"] });
  };
}
