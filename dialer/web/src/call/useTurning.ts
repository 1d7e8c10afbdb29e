import { useEffect, useState } from "react";
import type { Call } from "../words";
import { isLineUp } from "./guards";

/** Which of the open calls is worked on: the one turned to, and a new line turns to itself. */
export function useTurning(calls: Call[]) {
  const [chosen, turnTo] = useState<number | null>(null);
  const up = calls.find((call) => isLineUp(call.state))?.id;
  useEffect(() => {
    if (up !== undefined) turnTo(up);
  }, [up]);
  return { call: calls.find((call) => call.id === chosen) ?? calls[0] ?? null, turnTo };
}
