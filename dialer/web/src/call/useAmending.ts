import { useEffect, useState } from "react";
import type { Call } from "../words";
import type { JustEnded } from "./desk";
import { clearOutcome, recordOutcome } from "./requests";
import { useRemember } from "./useRemember";
import type { Save } from "./useSaving";

const CHANGEABLE_MS = 30_000;

/** For a while after the end the outcome can be changed, or put back to what it was, in one step. */
export function useAmending(save: Save) {
  const remember = useRemember();
  const [justEnded, setJustEnded] = useState<JustEnded | null>(null);
  useEffect(() => {
    if (!justEnded) return;
    const timer = setTimeout(() => setJustEnded(null), CHANGEABLE_MS);
    return () => clearTimeout(timer);
  }, [justEnded]);

  function amend(what: string, work: (ended: Call) => Promise<Call>) {
    if (!justEnded) return;
    void save(what, async () => {
      const amended = await work(justEnded.call);
      setJustEnded({ call: amended, before: justEnded.call.outcome?.key ?? null });
      await remember(amended);
    });
  }

  const before = justEnded?.before;
  return {
    justEnded,
    setJustEnded,
    change: (outcome: string) => amend(outcome, (ended) => recordOutcome(ended, outcome)),
    undo: () => amend(before ?? "", (ended) => (before ? recordOutcome(ended, before) : clearOutcome(ended))),
  };
}
