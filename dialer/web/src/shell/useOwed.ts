import { useQuery } from "@tanstack/react-query";
import { dueTasksQuery, meetingsOwedQuery, owedQuery } from "../queries";

const SHOWN_UP_TO = 99;

/** How many calls and meetings wait for their outcome, and that in words; null when none does. */
export function useOwed(): { shown: string; words: string } | null {
  const calls = useQuery(owedQuery).data?.count ?? 0;
  const meetings = useQuery(meetingsOwedQuery).data?.count ?? 0;
  const shown = badge(calls + meetings);
  return shown === null ? null : { shown, words: owedWords(calls, meetings) };
}

/** How many meetings wait for their outcome. */
export function useOwedMeetings(): string | null {
  return badge(useQuery(meetingsOwedQuery).data?.count);
}

/** "2 calls and 1 meeting need an outcome" */
export function owedWords(calls: number, meetings: number): string {
  const parts = [of(calls, "call"), of(meetings, "meeting")].filter((part) => part !== "");
  return `${parts.join(" and ")} ${calls + meetings === 1 ? "needs" : "need"} an outcome`;
}

function of(count: number, noun: string): string {
  return count === 0 ? "" : `${shownCount(count)} ${noun}${count === 1 ? "" : "s"}`;
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
