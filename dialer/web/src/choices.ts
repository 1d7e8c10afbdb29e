import { useQuery } from "@tanstack/react-query";
import { api, ask } from "./api";
import { now } from "./clock";
import { isoDay } from "./format";
import { useSession } from "./queries";
import { keys } from "./topics";

const YEAR_MS = 365 * 86_400_000;

/** The teams, flows or steps that this person's calls of the last year were in: what numbers can be asked for. */
export function useChoices(group: "team" | "flow" | "step", enabled = true) {
  const { company } = useSession();
  const { data } = useQuery({
    queryKey: keys.choices(group),
    enabled,
    staleTime: 5 * 60_000,
    queryFn: async () => {
      const [from, to] = [now() - YEAR_MS, now()].map((at) => isoDay(new Date(at), company.time_zone));
      const query = { from: String(from), to: String(to), group_by: group };
      const { groups } = await ask(api.GET("/api/analytics/team", { params: { query } }));
      return groups.filter(({ key }) => key !== "none").map(({ key, label }) => ({ value: key, label }));
    },
  });
  return data ?? [];
}

/** The closers, setters or event types that sales numbers of the last year know. */
export function useSalesChoices(group: "closer" | "setter" | "event_type" | "product" | "month") {
  const { company } = useSession();
  const { data } = useQuery({
    queryKey: keys.choices(`sales ${group}`),
    staleTime: 5 * 60_000,
    queryFn: async () => {
      const [from, to] = [now() - YEAR_MS, now()].map((at) => isoDay(new Date(at), company.time_zone));
      const query = { from: String(from), to: String(to), group_by: group };
      const { groups } = await ask(api.GET("/api/analytics/sales", { params: { query } }));
      return groups.filter(({ key }) => key !== "none").map(({ key, label }) => ({ value: key, label }));
    },
  });
  return data ?? [];
}
