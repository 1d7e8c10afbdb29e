import { useRef, useState } from "react";
import { Problem, sentenceOf } from "../api";

/** Why something was refused, and the open call that stood in the way, if one did. */
export interface Refusal {
  sentence: string;
  callId: number | null;
}

/**
 * One saving after the other, so that picking and ending in one breath does both. The same thing asked
 * for twice is done once. A refusal becomes a sentence, unless somebody has a better answer to it.
 */
export function useSaving() {
  const line = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef<string[]>([]);
  const [saving, setSaving] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Refusal | null>(null);

  async function now(what: string, work: () => Promise<void>, answered?: (error: unknown) => boolean) {
    setSaving(what);
    setTrouble(null);
    try {
      await work();
    } catch (error) {
      if (!answered?.(error)) setTrouble(refusalOf(error));
    } finally {
      waiting.current = waiting.current.filter((one) => one !== what);
      setSaving(waiting.current[0] ?? null);
    }
  }

  function save(what: string, work: () => Promise<void>, answered?: (error: unknown) => boolean) {
    if (waiting.current.includes(what)) return line.current;
    waiting.current = [...waiting.current, what];
    line.current = line.current.then(() => now(what, work, answered));
    return line.current;
  }

  return { saving, trouble, save, forgive: () => setTrouble(null) };
}

function refusalOf(error: unknown): Refusal {
  const id = error instanceof Problem ? error.body.open_call_id : undefined;
  return { sentence: sentenceOf(error), callId: typeof id === "number" ? id : null };
}

export type Save = ReturnType<typeof useSaving>["save"];
