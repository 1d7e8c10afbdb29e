import { type ReactNode, useEffect } from "react";
import { useMay } from "../queries";
import { Announcer } from "./Announcer";
import { DeskContext } from "./desk";
import { shouldWarnBeforeLeaving } from "./guards";
import { MicrophoneDialog } from "./MicrophoneDialog";
import { isHere, useDeskState } from "./useDeskState";
import { useLineFollowsEnd, useLineReports } from "./useLine";
import { useListening } from "./useListening";
import { useReleaseNews } from "./useReleaseNews";

/** Sits above the pages, so a call outlives every move between them. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const mayDial = useMay("dial");
  const desk = useDeskState();
  useLineReports();
  useLineFollowsEnd(desk.calls, desk.line);
  useLeavingGuard(desk.calls.some((call) => shouldWarnBeforeLeaving(call, isHere(desk.line, call.id))));
  useListening(mayDial);
  useReleaseNews(desk.calls);

  return (
    <DeskContext.Provider value={desk}>
      {children}
      <Announcer call={desk.call} line={desk.line} />
      {desk.explaining && <MicrophoneDialog onAnswer={desk.explained} />}
    </DeskContext.Provider>
  );
}

/** All a browser allows: it asks in its own words. */
function useLeavingGuard(active: boolean) {
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [active]);
}
