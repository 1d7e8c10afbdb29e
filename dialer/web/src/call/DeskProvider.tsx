import { type ReactNode, useEffect } from "react";
import { useMay } from "../queries";
import { voice } from "../voice";
import { Announcer } from "./Announcer";
import { DeskContext } from "./desk";
import { shouldWarnBeforeLeaving } from "./guards";
import { MicrophoneDialog } from "./MicrophoneDialog";
import { useDeskState } from "./useDeskState";
import { useLineReports } from "./useLine";

/** Sits above the pages, so a call outlives every move between them. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const mayDial = useMay("dial");
  const desk = useDeskState(mayDial);
  useLineReports();
  useLeavingGuard(shouldWarnBeforeLeaving(desk.call, desk.lineHere));
  useEffect(() => {
    if (mayDial) voice.warm();
  }, [mayDial]);

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
