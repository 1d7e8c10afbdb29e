import type { Call, Outcome } from "../words";
import { pickEnds } from "./guards";
import type { Choice } from "./requests";

/** What picking does at this moment, in words; of one that unfolds, what Enter and ending do. */
export function hintFor(
  call: Pick<Call, "state" | "outcome">,
  asked: boolean,
  outcomes: Outcome[],
  unfolded: Choice | null,
): string {
  const ends = pickEnds(call, asked);
  const label = outcomes.find(({ key }) => key === unfolded?.outcome)?.label;
  if (label && ends) return `Enter, or “End call”, records “${label}” and ends the call.`;
  if (label) return `Enter records “${label}”. “End call” records it and ends the call.`;
  if (ends && outcomes.some(({ effects }) => effects.follow_up_days !== null))
    return "Picking an outcome records it and ends the call. Where it asks when to follow up: then Enter.";
  if (ends) return "Picking an outcome records it and ends the call.";
  if (call.outcome) return `Recorded: ${call.outcome.label}. “End call” ends the call.`;
  return "Picking an outcome records it. “End call” ends the call.";
}
