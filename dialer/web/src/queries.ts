import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api, ask, Problem, rememberCsrfToken } from "./api";
import { keys } from "./topics";
import type {
  Action,
  Alarm,
  ConnectStatus,
  Direction,
  GroupBy,
  LineResult,
  Meaning,
  Sentiment,
} from "./words";

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  staleTime: 60_000,
  queryFn: async () => {
    try {
      const session = await ask(api.GET("/api/session"));
      rememberCsrfToken(session.csrf_token);
      return session;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

export const signInQuery = queryOptions({
  queryKey: keys.signIn,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => ask(api.GET("/api/sign-in")),
});

/** The calls this person has not ended, the one with its line up first. */
export const openCallsQuery = queryOptions({
  queryKey: keys.openCalls,
  queryFn: async () => (await ask(api.GET("/api/calls/current"))).calls,
});

/** The calls that ring at this person, and what became of those that just did. */
export const incomingQuery = queryOptions({
  queryKey: keys.incoming,
  staleTime: 0,
  queryFn: async () => (await ask(api.GET("/api/calls/incoming"))).items,
});

export const outcomesQuery = queryOptions({
  queryKey: keys.outcomes,
  staleTime: 5 * 60_000,
  queryFn: async () => (await ask(api.GET("/api/outcomes"))).items,
});

export const queueQuery = queryOptions({
  queryKey: keys.queue,
  queryFn: async () => (await ask(api.GET("/api/queue"))).items,
});

export const settingsQuery = queryOptions({
  queryKey: keys.settings,
  queryFn: () => ask(api.GET("/api/settings")),
});

export function leadSearchQuery(words: string) {
  return queryOptions({
    queryKey: keys.leadSearch(words),
    enabled: words !== "",
    placeholderData: keepPreviousData,
    queryFn: async () =>
      (await ask(api.GET("/api/leads", { params: { query: { q: words, limit: 20 } } }))).items,
  });
}

export function leadQuery(id: number) {
  return queryOptions({
    queryKey: keys.lead(id),
    queryFn: () => ask(api.GET("/api/leads/{lead_id}", { params: { path: { lead_id: id } } })),
  });
}

export const flowsQuery = queryOptions({
  queryKey: keys.flows,
  staleTime: 5 * 60_000,
  queryFn: async () => (await ask(api.GET("/api/flows"))).items,
});

export function callQuery(id: number) {
  return queryOptions({
    queryKey: keys.call(id),
    queryFn: () => ask(api.GET("/api/calls/{call_id}", { params: { path: { call_id: id } } })),
  });
}

/** What was recorded on the call, oldest first. */
export function outcomeHistoryQuery(id: number) {
  return queryOptions({
    queryKey: [...keys.call(id), "outcomes"],
    queryFn: async () =>
      (await ask(api.GET("/api/calls/{call_id}/history", { params: { path: { call_id: id } } }))).items,
  });
}

/** How many outcomes are owed, whose, and which of one's own to be reminded of. */
export const owedQuery = queryOptions({
  queryKey: keys.owed,
  queryFn: () => ask(api.GET("/api/calls/owed", { params: { query: { by: "rep" } } })),
  // Only the clock makes a call late, and the clock sends no message.
  refetchInterval: ({ state }) => (state.data?.reminder_minutes ? 30_000 : false),
});

/** How many meetings owe their outcome, whose, and which of one's own to be reminded of. */
export const meetingsOwedQuery = queryOptions({
  queryKey: keys.meetingsOwed,
  queryFn: () => ask(api.GET("/api/meetings/owed", { params: { query: { by: "host" } } })),
  // Meetings begin by the clock alone, and the clock sends no message.
  refetchInterval: 60_000,
});

export type TaskState = "open" | "done";

export function tasksQuery(state: TaskState, team: boolean) {
  return queryOptions({
    queryKey: keys.taskList(state, team),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/tasks", { params: { query: { state, team, limit: 200 } } })),
  });
}

export const dueTasksQuery = queryOptions({
  queryKey: keys.dueTasks,
  queryFn: async () => (await ask(api.GET("/api/tasks/due"))).count,
  refetchInterval: 10 * 60_000,
});

export const usersQuery = queryOptions({
  queryKey: keys.people,
  staleTime: 5 * 60_000,
  queryFn: async () => (await ask(api.GET("/api/users"))).items,
});

export interface CallFilters {
  missing_outcome?: true;
  order?: "oldest";
  rep_id?: number;
  lead_id?: number;
  team_id?: number | "none";
  flow_id?: number | "none";
  direction?: Direction;
  missed?: true;
  placed?: true;
  outcome?: string;
  meaning?: "recorded";
  from?: string;
  to?: string;
  limit?: number;
  cursor?: string;
  flow_step_id?: number | "none";
  in_flow?: true;
  sentiment?: Sentiment | "none";
  connect_status?: ConnectStatus;
  books?: true;
  chosen_by?: "person" | "line";
  result?: LineResult;
  prefilled?: string;
  overruled?: boolean;
  alarm?: Alarm;
  wrapped_up?: true;
  hour?: number | "none";
  weekday?: number;
  clock?: "lead";
}

export function callListQuery(filters: CallFilters) {
  return queryOptions({
    queryKey: keys.callList(filters),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/calls", { params: { query: filters } })),
  });
}

export type Session = NonNullable<Awaited<ReturnType<NonNullable<typeof sessionQuery.queryFn>>>>;

/** Who is signed in, for all that stands below. Whoever is signed out just now stays known until it is taken away. */
export const SessionContext = createContext<Session | null>(null);

export function useSession() {
  const session = useContext(SessionContext);
  if (!session) throw new Error("This part of the page is for people who are signed in.");
  return session;
}

export function useMay(permission: Action): boolean {
  return useSession().permissions.includes(permission);
}

export function useOutcomes() {
  return useQuery(outcomesQuery).data ?? [];
}

/** Which calls a report counts. */
export interface PeriodQuestion {
  from: string;
  to: string;
  rep_id?: number;
  team_id?: number;
  flow_id?: number;
  outcome?: string;
  direction?: Direction;
}

export interface AnalyticsQuestion extends PeriodQuestion {
  meaning: Meaning;
  group_by: GroupBy;
  compare?: "previous";
  clock?: "lead";
}

/** Keeps the old answer on screen while a new one is on its way, so live updates do not flicker. */
export function analyticsQuery(question: AnalyticsQuestion) {
  return queryOptions({
    queryKey: keys.analytics(question),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/analytics/team", { params: { query: question } })),
  });
}
