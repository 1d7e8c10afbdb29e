import { useQuery } from "@tanstack/react-query";
import { owedQuery } from "../queries";

const SHOWN_UP_TO = 99;

/** How many calls wait for their outcome, as the badge says it; null when none does. */
export function useOwed(): string | null {
  const { data: count = 0 } = useQuery(owedQuery);
  if (count === 0) return null;
  return count > SHOWN_UP_TO ? `${SHOWN_UP_TO}+` : String(count);
}
