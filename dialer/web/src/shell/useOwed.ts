import { useQuery } from "@tanstack/react-query";
import { dueTasksQuery, owedQuery } from "../queries";

const SHOWN_UP_TO = 99;

/** How many calls wait for their outcome, as the badge says it; null when none does. */
export function useOwed(): string | null {
  return badge(useQuery(owedQuery).data?.count);
}

/** How many of one's own tasks are due by the end of today. */
export function useDue(): string | null {
  return badge(useQuery(dueTasksQuery).data);
}

function badge(count = 0): string | null {
  return count === 0 ? null : shownCount(count);
}

export function shownCount(count: number): string {
  return count > SHOWN_UP_TO ? `${SHOWN_UP_TO}+` : String(count);
}
