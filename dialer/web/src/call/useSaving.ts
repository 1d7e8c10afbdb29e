import { useRef, useState } from "react";
import { sentenceOf } from "../api";

/**
 * One saving after the other, so that picking and ending in one breath does both. The same thing asked
 * for twice is done once. A refusal becomes a sentence, unless somebody has a better answer to it.
 */
export function useSaving() {
  const line = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef<string[]>([]);
  const [saving, setSaving] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  async function now(what: string, work: () => Promise<void>, answered?: (error: unknown) => boolean) {
    setSaving(what);
    setTrouble(null);
    try {
      await work();
    } catch (error) {
      if (!answered?.(error)) setTrouble(sentenceOf(error));
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

export type Save = ReturnType<typeof useSaving>["save"];
