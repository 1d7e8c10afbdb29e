import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api";
import type { components } from "../../api.gen";
import { keys } from "../../topics";

type Schemas = components["schemas"];
export type Crm = Schemas["CrmOut"];
export type CrmKind = Crm["kind"];
export type Connection = NonNullable<Crm["connection"]>;
export type OutcomeLink = Schemas["CrmLinkOut"];
export type OpenValue = Schemas["CrmValueOut"];
export type LinkChoice = Schemas["CrmLinkIn"];
export type OutboxRow = Schemas["CrmTaskOut"];
export type OutboxState = OutboxRow["state"];

export const crmQuery = queryOptions({
  queryKey: keys.crm,
  queryFn: () => ask(api.GET("/api/crm")),
});

export const crmLinksQuery = queryOptions({
  queryKey: keys.crmLinks,
  queryFn: () => ask(api.GET("/api/crm/links")),
});

export function outboxQuery(state: OutboxState | undefined, cursor: string | undefined) {
  return queryOptions({
    queryKey: keys.crmOutbox({ state, cursor }),
    queryFn: () => ask(api.GET("/api/crm/outbox", { params: { query: { state, cursor, limit: 25 } } })),
  });
}

/** Something an admin does to the connection; everything that shows it looks again. */
export function useCrmAct<Given = void>(act: (given: Given) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.crm }),
        client.invalidateQueries({ queryKey: keys.settings }),
        client.invalidateQueries({ queryKey: keys.session }),
      ]),
  });
}

/** Away to Salesforce's own sign-in; it leads back here. */
export function useConnect() {
  return useMutation({
    mutationFn: () => ask(api.POST("/api/crm/connect")),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}
