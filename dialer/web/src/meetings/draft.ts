import type { MeetingOutcomeChoice, MeetingReason, Objection, ReasonChoice } from "../words";

/** What somebody has picked so far. */
export interface Draft {
  outcome: MeetingOutcomeChoice | null;
  reason: ReasonChoice | null;
  objection: Objection | null;
  /** The objection may be left out, and was. */
  skipped: boolean;
  notes: string;
  why: string;
}

export type Part = "outcome" | "reason" | "objection" | "notes";

/** With an outcome that takes no reason, what else it needs is known at once. */
export function pickOutcome(draft: Draft, outcome: MeetingOutcomeChoice): Draft {
  if (draft.outcome?.outcome === outcome.outcome) return draft;
  const only = outcome.reasons.length === 1 ? outcome.reasons[0] : undefined;
  return { ...draft, outcome, reason: only ?? null, objection: null, skipped: false };
}

/** An objection that does not go with the reason is dropped. */
export function pickReason(draft: Draft, reason: ReasonChoice): Draft {
  const keeps = reason.objection !== "none";
  return { ...draft, reason, objection: keeps ? draft.objection : null, skipped: false };
}

/** Which parts there are to see, the last being the one that is asked for now. */
export function partsOf({ outcome, reason, objection, skipped }: Draft): Part[] {
  if (!outcome) return ["outcome"];
  const asks = outcome.reasons.some((one) => one.reason !== null);
  const parts: Part[] = asks ? ["outcome", "reason"] : ["outcome"];
  if (!reason) return parts;
  if (reason.objection === "none") return [...parts, "notes"];
  return objection || skipped ? [...parts, "objection", "notes"] : [...parts, "objection"];
}

/** What is still missing, as a sentence; null when it can be saved. */
export function missing(draft: Draft, needsWhy: boolean): string | null {
  const { outcome, reason, objection, notes, why } = draft;
  if (!outcome) return "Choose what it came to.";
  if (!reason) return "Choose a reason.";
  if (reason.objection === "required" && !objection) return "Choose an objection.";
  if (reason.notes === "required" && !notes.trim()) return "Say in the notes what it was.";
  return needsWhy && !why.trim() ? "Say why you decide somebody else’s meeting." : null;
}

/** What stood on the meeting before, for changing it. */
export function draftOf(
  outcomes: MeetingOutcomeChoice[],
  said: {
    outcome: string | null;
    reason: MeetingReason | null;
    objection: Objection | null;
    outcome_notes: string;
  },
): Draft {
  const outcome = outcomes.find((one) => one.outcome === said.outcome) ?? null;
  const reason = outcome?.reasons.find((one) => one.reason === said.reason) ?? null;
  const { objection, outcome_notes: notes } = said;
  return { outcome, reason, objection, skipped: reason !== null && !objection, notes, why: "" };
}
