import { useEffect, useState } from "react";
import type { Call } from "../words";
import type { JustEnded } from "./desk";
import { type Choice, recordOutcome } from "./requests";
import { useRemember } from "./useRemember";
import type { Save } from "./useSaving";

const CHANGEABLE_MS = 30_000;

/** For a while after the end the outcome can be changed in one step. */
export function useAmending(save: Save) {
  const remember = useRemember();
  const [justEnded, setJustEnded] = useState<JustEnded | null>(null);
  useEffect(() => {
    if (!justEnded || justEnded.mustChoose) return;
    const timer = setTimeout(() => setJustEnded(null), CHANGEABLE_MS);
    return () => clearTimeout(timer);
  }, [justEnded]);

  function change(choice: Choice) {
    if (!justEnded) return;
    void save(choice.outcome, async () => {
      const amended = await recordOutcome(justEnded.call, choice);
      setJustEnded({ call: amended });
      await remember(amended);
    });
  }

  return {
    justEnded,
    setJustEnded,
    change,
    undone: (call: Call) => setJustEnded((last) => (last?.call.id === call.id ? { call } : last)),
    mustChoose: () => setJustEnded((last) => last && { ...last, mustChoose: true }),
  };
}
