import { useEffect, useSyncExternalStore } from "react";
import { takesCalls, tellReachable } from "../reach";
import { voice } from "../voice";

/** While the page is open and the person wants it, calls from outside may ring here. */
export function useListening(mayDial: boolean) {
  const takes = useTakesCalls();
  useEffect(() => {
    if (!mayDial) return;
    if (!takes) voice.warm();
    void voice.listen(takes);
    const leave = () => void tellReachable(false);
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, [mayDial, takes]);

  // Signed out, or of a role that does not dial any more: nobody rings here. A line that is up stays up.
  useEffect(() => {
    if (mayDial) return () => void voice.listen(false);
  }, [mayDial]);
}

export function useTakesCalls(): boolean {
  return useSyncExternalStore(takesCalls.subscribe, takesCalls.get);
}
