import { useEffect } from "react";

const OFTEN = 2000; // ms

/** Nothing moves while numbers are counted for another time zone, so nobody calls: ask how far it is. */
export function useWhileRebuilding(rebuilding: boolean, ask: () => unknown) {
  useEffect(() => {
    if (!rebuilding) return;
    const timer = setInterval(() => void ask(), OFTEN);
    return () => clearInterval(timer);
  }, [rebuilding, ask]);
}
