import { useRef, useState } from "react";
import { sentenceOf } from "../api";

/** One saving at a time. A refusal becomes a sentence, unless somebody has a better answer to it. */
export function useSaving() {
  const busy = useRef(false);
  const [saving, setSaving] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  async function save(what: string, work: () => Promise<void>, answered?: (error: unknown) => boolean) {
    if (busy.current) return;
    busy.current = true;
    setSaving(what);
    setTrouble(null);
    try {
      await work();
    } catch (error) {
      if (!answered?.(error)) setTrouble(sentenceOf(error));
    } finally {
      busy.current = false;
      setSaving(null);
    }
  }

  return { saving, trouble, save, forgive: () => setTrouble(null) };
}

export type Save = ReturnType<typeof useSaving>["save"];
