import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api";
import type { components } from "../../api.gen";
import { keys } from "../../topics";

type Schemas = components["schemas"];
export type Webhook = Schemas["WebhookOut"];
export type NewWebhook = Schemas["NewWebhook"];
export type WebhookDraft = Required<Schemas["WebhookIn"]>;
export type EventType = Schemas["WebhookEvent"];
export type Delivery = Schemas["WebhookDeliveryOut"];
export type DeliveryDetail = Schemas["WebhookDeliveryDetail"];
export type DeliveryState = Delivery["state"];

export const webhooksQuery = queryOptions({
  queryKey: keys.webhooks,
  queryFn: async () => (await ask(api.GET("/api/webhooks"))).items,
});

export const eventsQuery = queryOptions({
  queryKey: keys.webhookEvents,
  queryFn: async () => (await ask(api.GET("/api/webhooks/events"))).events,
  staleTime: Number.POSITIVE_INFINITY,
});

export function deliveriesQuery(id: number, state: DeliveryState | undefined, cursor: string | undefined) {
  const params = { path: { webhook_id: id }, query: { state, cursor, limit: 25 } };
  return queryOptions({
    queryKey: keys.webhookDeliveries(id, { state, cursor }),
    queryFn: () => ask(api.GET("/api/webhooks/{webhook_id}/deliveries", { params })),
    refetchInterval: 5_000,
  });
}

export function deliveryQuery(id: number) {
  const params = { path: { webhook_delivery_id: id } };
  return queryOptions({
    queryKey: keys.webhookDelivery(id),
    queryFn: () => ask(api.GET("/api/webhooks/deliveries/{webhook_delivery_id}", { params })),
    refetchInterval: 3_000,
  });
}

/** Something an admin does to webhooks; everything that shows them looks again. */
export function useHookAct<Given = void, Answer = unknown>(
  act: (given: Given) => Promise<Answer>,
  then?: (answer: Answer) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: then,
    onSettled: () => client.invalidateQueries({ queryKey: keys.webhooks }),
  });
}

export type Health = "sending" | "failing" | "paused" | "gone" | "stopped";

export function healthOf(hook: Webhook): Health {
  if (hook.disabled_because === "gone") return "gone";
  if (hook.disabled_at) return "stopped";
  if (hook.paused_at) return "paused";
  return hook.failing_since ? "failing" : "sending";
}

/** Whether nothing leaves until somebody lets it send again. */
export function isHeld(hook: Webhook): boolean {
  return hook.paused_at !== null || hook.disabled_at !== null;
}

export const HEALTH: Record<Health, { words: string; tone: string }> = {
  sending: { words: "Sending", tone: "good" },
  failing: { words: "Failing", tone: "wait" },
  paused: { words: "Paused", tone: "" },
  gone: { words: "Stopped: it answered 410", tone: "bad" },
  stopped: { words: "Stopped: five days of failures", tone: "bad" },
};

/** "All events", "call.ended", "3 events" */
export function eventsInWords(events: string[]): string {
  if (events.length === 0) return "All events";
  return events.length === 1 ? String(events[0]) : `${events.length} events`;
}

/** Events that belong together, by the word before the dot. */
export function byNoun(events: EventType[]): [string, EventType[]][] {
  const found = new Map<string, EventType[]>();
  for (const event of events) {
    const noun = event.type.split(".")[0] ?? "";
    found.set(noun, [...(found.get(noun) ?? []), event]);
  }
  return [...found];
}
