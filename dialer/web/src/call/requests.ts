import { api, ask } from "../api";
import type { Bulk, Call } from "../words";
import type { Target } from "./desk";
import { withNotes } from "./notesDraft";

const at = (id: number) => ({ params: { path: { call_id: id } } });

/** What a person says of a call. */
export interface Choice {
  outcome: string;
  followUpAt?: string;
  /** Kept when it is somebody else's call. */
  reason?: string;
}

export function placeCall(target: Target): Promise<Call> {
  return ask(api.POST("/api/calls", { body: target }));
}

/** Records an outcome, with whatever notes are still unsaved. */
export function recordOutcome(call: Call, choice: Choice, version = call.version): Promise<Call> {
  const { outcome, reason, followUpAt: follow_up_at } = choice;
  return withNotes(call.id, (notes) =>
    ask(
      api.PUT("/api/calls/{call_id}/outcome", {
        ...at(call.id),
        body: { outcome, reason, follow_up_at, version, ...notes },
      }),
    ),
  );
}

/** Takes back what this person recorded within the last seconds. */
export function undoOutcome(call: Call): Promise<Call> {
  const body = { version: call.version };
  return ask(api.POST("/api/calls/{call_id}/outcome/undo", { ...at(call.id), body }));
}

/** One no-answer outcome for many calls; the answer says of each what happened. */
export function recordMany(calls: Call[], outcome: string, reason?: string): Promise<Bulk> {
  const items = calls.map(({ id, version }) => ({ call_id: id, version }));
  return ask(api.POST("/api/calls/outcomes", { body: { items, outcome, reason } }));
}

/** Tells the server that the browser could not place the line, and ends what is left: nothing is owed for it. */
export async function endUnplaced(id: number, code: string, message: string): Promise<Call> {
  await ask(api.POST("/api/calls/{call_id}/line-failed", { ...at(id), body: { code, message } }));
  return ask(api.POST("/api/calls/{call_id}/end", { ...at(id), body: {} }));
}

/** Tells the server that the line is over here, so that it asks Twilio if nobody has told it. */
export function reportOver(id: number): Promise<Call> {
  return ask(api.POST("/api/calls/{call_id}/line-over", at(id)));
}

/** The one door out of a call: records, ends and hangs up. */
export function endCall(call: Call, choice?: Choice, version = call.version): Promise<Call> {
  // Without an outcome nothing is decided, so no decision of another can be overwritten.
  const decided = choice && { outcome: choice.outcome, follow_up_at: choice.followUpAt, version };
  return withNotes(call.id, (notes) =>
    ask(api.POST("/api/calls/{call_id}/end", { ...at(call.id), body: { ...decided, ...notes } })),
  );
}

/** Saves the draft of a call's notes. */
export function saveNotes(id: number): Promise<Call> {
  return withNotes(id, ({ notes = "", notes_before }) =>
    ask(api.PATCH("/api/calls/{call_id}", { ...at(id), body: { notes, notes_before } })),
  );
}

export function releaseCall(id: number, reason: string): Promise<Call> {
  return ask(api.POST("/api/calls/{call_id}/release", { ...at(id), body: { reason } }));
}
