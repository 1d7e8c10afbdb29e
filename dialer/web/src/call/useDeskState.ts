import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { openCallsQuery } from "../queries";
import type { Line } from "../voice";
import type { Call } from "../words";
import type { Desk } from "./desk";
import { stillHolds } from "./guards";
import { useAmending } from "./useAmending";
import { DIALING, useDialing } from "./useDialing";
import { useEnding } from "./useEnding";
import { useLine } from "./useLine";
import { useSaving } from "./useSaving";
import { useTurning } from "./useTurning";

const NONE: Call[] = [];

/** The rep's desk: the open call, the line, and the few things one can do with them. */
export function useDeskState(): Desk {
  // Whoever may no longer dial still has the calls they made before.
  const calls = useQuery(openCallsQuery).data ?? NONE;
  const { call, turnTo } = useTurning(calls);
  const line = useLine();
  const { saving, trouble, save, forgive } = useSaving();
  const { justEnded, setJustEnded, change, undone, mustChoose } = useAmending(save);
  const { explaining, dial, explained } = useDialing(save, () => setJustEnded(null));
  const ending = useEnding(call, save, setJustEnded);
  const [seenTrouble, setSeenTrouble] = useState<number | null>(null);

  return {
    call,
    calls,
    turnTo,
    line,
    lineHere: call !== null && isHere(line, call.id),
    lineTrouble: line.kind === "over" && line.callId !== seenTrouble ? line.trouble : null,
    ...ending,
    justEnded,
    trouble: trouble && (trouble.callId === null || stillHolds(calls, trouble.callId)) ? trouble : null,
    saving: saving === DIALING ? null : saving,
    dialing: saving === DIALING,
    explaining,
    dial: (target) => {
      // Dialing ends the call before it, which keeps what is picked.
      if (ending.unfolded && call?.state === "wrap_up") ending.end();
      dial(target);
    },
    explained,
    change,
    undone,
    mustChoose,
    dismiss: () => {
      forgive();
      if (line.kind === "over") setSeenTrouble(line.callId);
    },
    dismissEnded: () => setJustEnded(null),
  };
}

/** Whether the sound of a call is in this tab. */
export function isHere(line: Line, callId: number): boolean {
  return line.kind !== "idle" && line.kind !== "over" && line.callId === callId;
}
