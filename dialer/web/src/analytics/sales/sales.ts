import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, ask } from "../../api";
import { money } from "../../deals/money";
import { keys } from "../../topics";
import type { SalesBy, SalesFigures, SalesRate } from "../../words";
import type { Question } from "../range";
import { isThin } from "../thin";

const ON = "on the period before";

export function salesOf({ from, to, closer_id, setter_id, event_type_id }: Question) {
  return { from, to, closer_id, setter_id, event_type_id };
}

export function salesQuery(question: Question, group_by: SalesBy, compare?: "previous") {
  const query = { ...salesOf(question), group_by, compare };
  return queryOptions({
    queryKey: keys.report("sales", query),
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.GET("/api/analytics/sales", { params: { query } })),
  });
}

/** The page that lists what an address of the API finds. */
export function meetingsPage(url: string, parts?: string): string {
  const search = new URLSearchParams(url.split("?")[1]);
  search.delete("past");
  if (parts) search.set("sales", parts);
  return `/meetings?tab=past&${search}`;
}

export function dealsPage(url: string): string {
  return `/deals?${url.split("?")[1]}`;
}

/** The rows of a table as a file. */
export function csvOf(question: Question, group_by: SalesBy): string {
  const asked = Object.entries({ ...salesOf(question), group_by }).filter(([, value]) => value !== undefined);
  return `/api/analytics/sales.csv?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))}`;
}

export function ofWords({ count, of }: SalesRate): string {
  return of === 0 ? "Nothing to divide by" : `${count.toLocaleString("en")} of ${of.toLocaleString("en")}`;
}

/** How a rate moved, in points; nothing is said of a rate that too few meetings made. */
export function rateMoved(now: SalesRate | null, before: SalesRate | null | undefined): string | null {
  if (!now || !before || now.value === null || isThin(now.of)) return null;
  if (before.value === null || isThin(before.of)) return "Too few meetings before to compare";
  const points = Math.round((now.value - before.value) * 1000) / 10;
  return points === 0 ? "Same as the period before" : `${signed(points)} points ${ON}`;
}

/** How an amount moved: "+$1,200 (+8 %) on the period before". */
export function moneyMoved(
  now: string,
  before: string | undefined,
  currency: string,
  on = ON,
): string | null {
  if (before === undefined) return null;
  const difference = Number(now) - Number(before);
  if (difference === 0) return "Same as the period before";
  const digits = now.split(".")[1]?.length ?? 0;
  const percent = Math.round((difference / Number(before)) * 100);
  const share = Math.abs(percent) < 1000 ? ` (${signed(percent)} %)` : "";
  const sign = difference < 0 ? "−" : "+";
  return `${sign}${money(Math.abs(difference).toFixed(digits), currency)}${share} ${on}`;
}

/** A large amount without its decimals, which the tables below have. */
export function headline(value: string, currency: string): string {
  return money(Math.abs(Number(value)) >= 10_000 ? Number(value).toFixed(0) : value, currency);
}

/** The company's own currency; others have rows of their own. */
export function ownCash(figures: SalesFigures): SalesFigures["cash"][number] {
  return figures.cash[0] as SalesFigures["cash"][number];
}

function signed(by: number): string {
  return `${by < 0 ? "−" : "+"}${Math.abs(by).toLocaleString("en")}`;
}
