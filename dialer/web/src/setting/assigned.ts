import type { Assignment } from "../words";
import type { Assigning } from "./requests";

/** "Assigned 3. 2 left as they were: Cleo Marsh has it already (2)." */
export function assigned({ changed, left, results }: Assignment): string {
  if (left === 0) return `Assigned ${changed}.`;
  const reasons = new Map<string, number>();
  for (const one of results.filter((result) => !result.changed)) {
    reasons.set(one.detail, (reasons.get(one.detail) ?? 0) + 1);
  }
  const why = [...reasons].map(([detail, times]) => `${detail.replace(/\.$/, "")} (${times})`);
  return `Assigned ${changed}. ${left} left as ${left === 1 ? "it was" : "they were"}: ${why.join(", ")}.`;
}

/** What gives every lead back to whom it was taken from: one request for each of them. */
export function takenBack({ results }: Assignment): Assigning[] {
  const byOwner = new Map<number | null, number[]>();
  for (const one of results.filter((result) => result.changed)) {
    const before = one.before?.id ?? null;
    byOwner.set(before, [...(byOwner.get(before) ?? []), one.lead_id]);
  }
  return [...byOwner].map(([owner, lead_ids]) => ({
    lead_ids,
    owner_ids: owner === null ? [] : [owner],
    keep_owners: false,
  }));
}
