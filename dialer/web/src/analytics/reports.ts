import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, ask } from "../api";
import { analyticsQuery, type PeriodQuestion } from "../queries";
import { keys } from "../topics";
import type { GroupBy, Meaning } from "../words";
import { periodOf, type Question } from "./range";

type OfMeaning = PeriodQuestion & { meaning: Meaning };

/** The numbers of the view that is looked at: a flow's are always as recorded. */
export function figuresQuery(question: Question, group_by: GroupBy, compare?: "previous") {
  const clock = group_by === "weekday_hour" && question.clock === "lead" ? question.clock : undefined;
  const asked = { ...periodOf(question), group_by, compare, clock };
  if (question.view === "flows") return flowsQuery(asked);
  return analyticsQuery({ ...asked, meaning: question.meaning });
}

function flowsQuery(query: PeriodQuestion & { group_by: GroupBy; compare?: "previous"; clock?: "lead" }) {
  return queryOptions({
    queryKey: keys.report("flows", query),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/analytics/flows", { params: { query } })),
  });
}

export function funnelQuery(question: Question) {
  const query: OfMeaning = { ...periodOf(question), meaning: question.meaning };
  return queryOptions({
    queryKey: keys.report("funnel", query),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/analytics/funnel", { params: { query } })),
  });
}

/** Pre-fills know the line and the person, no flow and no outcome that they could be narrowed to. */
export function prefillsQuery(question: Question) {
  const { from, to, direction, rep_id, team_id } = question;
  const query: PeriodQuestion = { from, to, direction, rep_id, team_id };
  return queryOptions({
    queryKey: keys.report("prefills", query),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/analytics/prefills", { params: { query } })),
  });
}

export function wrapUpQuery(question: Question, group_by: "rep" | "outcome") {
  const query = { ...periodOf(question), meaning: question.meaning, group_by };
  return queryOptions({
    queryKey: keys.report("wrap-up", query),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/analytics/wrap-up", { params: { query } })),
  });
}

export function qualityQuery(question: Question) {
  const query = periodOf(question);
  return queryOptions({
    queryKey: keys.report("quality", query),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/analytics/quality", { params: { query } })),
  });
}
