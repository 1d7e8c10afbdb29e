import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api";
import type { components } from "../../api.gen";
import { keys } from "../../topics";

type Schemas = components["schemas"];
export type Post = Schemas["PostOut"];
export type Mail = Schemas["MailOut"];
export type MailKind = Mail["kind"];
export type MailState = Mail["state"];

export const postQuery = queryOptions({
  queryKey: keys.mailServer,
  queryFn: () => ask(api.GET("/api/mail/server")),
});

export function mailsQuery(state: MailState | undefined, cursor: string | undefined) {
  return queryOptions({
    queryKey: keys.mailList({ state, cursor }),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/mail", { params: { query: { state, cursor, limit: 25 } } })),
  });
}

/** Something an admin does about messages; everything that shows them looks again. */
export function useMailAct(act: () => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: keys.mail }),
  });
}

export const KIND_WORDS: Record<MailKind, string> = {
  invitation: "Invitation",
  moved: "Change",
  cancelled: "Cancellation",
  day_before: "Reminder, a day before",
  hour_before: "Reminder, an hour before",
  host_invitation: "To the host: booked",
  host_moved: "To the host: changed",
  host_cancelled: "To the host: cancelled",
  outcome_owed: "To the host: outcome owed",
  colleague_invited: "Invitation of a colleague",
  webhook_stopped: "To admins: webhook stopped",
  test: "Test message",
};
