import { useState } from "react";
import { voice } from "../voice";
import type { Target } from "./desk";
import { explainedMicrophone, needsExplaining } from "./microphone";
import { placeCall } from "./requests";
import { useRemember } from "./useRemember";
import type { Save } from "./useSaving";

export const DIALING = "dialing";

/** The server makes the call, then this browser places its line. */
export function useDialing(save: Save, onPlaced: () => void) {
  const remember = useRemember();
  const [explaining, setExplaining] = useState<Target | null>(null);

  const place = (target: Target) =>
    save(DIALING, async () => {
      const placed = await placeCall(target).finally(onPlaced);
      await remember(placed);
      void voice.place(placed.id);
    });

  async function dial(target: Target) {
    if (await needsExplaining()) setExplaining(target);
    else await place(target);
  }

  function explained(goOn: boolean) {
    explainedMicrophone();
    setExplaining(null);
    if (goOn && explaining) void place(explaining);
  }

  return { explaining, dial: (target: Target) => void dial(target), explained };
}
