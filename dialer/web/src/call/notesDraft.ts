import { Problem } from "../api";
import { createStore } from "../store";
import type { Call } from "../words";

interface Draft {
  callId: number;
  text: string;
  /** What the notes said when the typing began, or when they were last saved from here. */
  before: string;
  /** What somebody else wrote meanwhile; set when the server refused to write over it. */
  theirs?: string;
}

/** What has been typed and is not on the server yet. Ending or recording takes it along. */
export const notesDraft = createStore<Draft | null>(null);

export function draftOf(callId: number): Draft | null {
  const draft = notesDraft.get();
  return draft?.callId === callId ? draft : null;
}

export function typeNotes(call: Pick<Call, "id" | "notes">, text: string) {
  const draft = draftOf(call.id);
  notesDraft.set({ ...(draft ?? { callId: call.id, before: call.notes }), text });
}

/** The person has seen both texts and says what the notes shall be. */
export function settleNotes(text: string) {
  const draft = notesDraft.get();
  if (draft?.theirs === undefined) return;
  notesDraft.set({ callId: draft.callId, text, before: draft.theirs });
}

interface Written {
  notes?: string;
  notes_before?: string;
}

/** Sends whatever is unsaved along, and keeps it as a draft when somebody else wrote notes meanwhile. */
export async function withNotes(callId: number, send: (written: Written) => Promise<Call>): Promise<Call> {
  const draft = draftOf(callId);
  const written = draft ? { notes: draft.text, notes_before: draft.before } : {};
  try {
    const saved = await send(written);
    if (draft) saveDone(callId, draft.text);
    return saved;
  } catch (error) {
    const theirs = notesIn(error);
    const latest = draftOf(callId);
    if (theirs !== null && latest) notesDraft.set({ ...latest, theirs });
    throw error;
  }
}

/** Forgets the draft unless more was typed while it was being saved. */
function saveDone(callId: number, text: string) {
  const draft = draftOf(callId);
  if (!draft) return;
  notesDraft.set(draft.text === text ? null : { ...draft, before: text });
}

function notesIn(error: unknown): string | null {
  if (!(error instanceof Problem) || error.code !== "stale_notes") return null;
  const call = error.body.call as Call | undefined;
  return call?.notes ?? null;
}
