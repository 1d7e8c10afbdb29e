import { api, ask } from "../api";
import type { Call } from "../words";
import type { Target } from "./desk";
import { notesSaved, unsavedNotes } from "./notesDraft";

const at = (id: number) => ({ params: { path: { call_id: id } } });

export function placeCall(target: Target): Promise<Call> {
  return ask(api.POST("/api/calls", { body: target }));
}

/** Records an outcome, with whatever notes are still unsaved. */
export async function recordOutcome(call: Call, outcome: string, version = call.version): Promise<Call> {
  const notes = unsavedNotes(call.id);
  const saved = await ask(
    api.PUT("/api/calls/{call_id}/outcome", { ...at(call.id), body: { outcome, notes, version } }),
  );
  notesSaved(call.id, notes);
  return saved;
}

export function clearOutcome(call: Call): Promise<Call> {
  const params = { path: { call_id: call.id }, query: { version: call.version } };
  return ask(api.DELETE("/api/calls/{call_id}/outcome", { params }));
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
export async function endCall(call: Call, outcome?: string, version = call.version): Promise<Call> {
  const notes = unsavedNotes(call.id);
  // Without an outcome nothing is decided, so no decision of another can be overwritten.
  const body = outcome === undefined ? { notes } : { outcome, notes, version };
  const ended = await ask(api.POST("/api/calls/{call_id}/end", { ...at(call.id), body }));
  notesSaved(call.id, notes);
  return ended;
}

export async function saveNotes(id: number, notes: string): Promise<Call> {
  const saved = await ask(api.PATCH("/api/calls/{call_id}", { ...at(id), body: { notes } }));
  notesSaved(id, notes);
  return saved;
}

export function releaseCall(id: number, reason: string): Promise<Call> {
  return ask(api.POST("/api/calls/{call_id}/release", { ...at(id), body: { reason } }));
}
