import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { openCallsQuery } from "../queries";
import { keys } from "../topics";
import { type Line, voice } from "../voice";
import type { Trouble } from "../voiceTrouble";
import type { Call } from "../words";
import { isLineUp } from "./guards";
import { endUnplaced, reportOver } from "./requests";

const LOOK_AGAIN_MS = [150, 1500];
/** Twilio's word that a line is over comes within a second or two, if it comes at all. */
const UNHEARD_MS = [3_000, 9_000, 20_000];

export function useLine(): Line {
  return useSyncExternalStore(voice.subscribe, voice.line);
}

/** Whatever the line does is a reason to ask the server what it means; what never left here is reported. */
export function useLineReports() {
  const client = useQueryClient();
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const lookAgain = () => void client.invalidateQueries({ queryKey: keys.openCalls });
    const stop = voice.subscribe(() => {
      const line = voice.line();
      for (const wait of LOOK_AGAIN_MS) timers.add(setTimeout(lookAgain, wait));
      if (line.kind === "over" && line.trouble?.unplaced)
        void report(line.callId, line.trouble).then(lookAgain);
      else if (line.kind === "over")
        for (const wait of UNHEARD_MS) timers.add(setTimeout(() => askAbout(client, line.callId), wait));
    });
    return () => {
      stop();
      timers.forEach(clearTimeout);
    };
  }, [client]);
}

/** A call whose line the server still takes for up. */
function askAbout(client: QueryClient, id: number) {
  const known = client.getQueryData(openCallsQuery.queryKey)?.find((call) => call.id === id);
  if (known && isLineUp(known.state)) void reportOver(id).catch(() => {});
}

/** A call that was ended elsewhere, by another tab, a manager or a program, has no line here any more. */
export function useLineFollowsEnd(calls: Call[], line: Line) {
  const wasOpen = useRef<number | null>(null);
  const callId = line.kind === "idle" || line.kind === "over" ? null : line.callId;
  useEffect(() => {
    if (callId === null) return;
    if (calls.some((call) => call.id === callId)) wasOpen.current = callId;
    else if (wasOpen.current === callId) voice.hangUp(callId);
  }, [calls, callId]);
}

async function report(id: number, trouble: Trouble) {
  const code = trouble.code === null ? "" : String(trouble.code);
  await endUnplaced(id, code, trouble.sentence).catch(() => {});
}
