import { createStore } from "../store";

/** What has been typed and is not on the server yet. Ending or recording takes it along. */
export const notesDraft = createStore<{ callId: number; text: string } | null>(null);

export function unsavedNotes(callId: number): string | undefined {
  const draft = notesDraft.get();
  return draft?.callId === callId ? draft.text : undefined;
}

/** Forgets the draft unless more was typed while it was being saved. */
export function notesSaved(callId: number, text: string | undefined) {
  if (text !== undefined && unsavedNotes(callId) === text) notesDraft.set(null);
}
