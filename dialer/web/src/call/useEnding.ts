import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Problem } from "../api";
import { voice } from "../voice";
import type { Call } from "../words";
import type { Conflict, JustEnded } from "./desk";
import { pickEnds } from "./guards";
import { endCall, recordOutcome } from "./requests";
import { useRemember } from "./useRemember";
import type { Save } from "./useSaving";

/** Picking and ending. Nothing closes before the server has said yes. */
export function useEnding(call: Call | null, save: Save, onEnded: (ended: JustEnded) => void) {
  const client = useQueryClient();
  const remember = useRemember();
  const ours = useRef<Call | null>(null);
  const [askedFor, setAskedFor] = useState<number | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const asked = call !== null && askedFor === call.id && !call.outcome;

  /** The version our own last saving made is one we have seen, even before it is drawn. */
  const version = (of: Call) =>
    ours.current?.id === of.id ? Math.max(ours.current.version, of.version) : of.version;

  function finish(of: Call, outcome: string | undefined) {
    const work = async () => {
      const ended = await endCall(of, outcome, version(of));
      voice.hangUp(of.id);
      onEnded({ call: ended, before: of.outcome?.key ?? null });
      await remember(ended);
    };
    void save(outcome ?? "", work, (error) => answered(error, of, outcome, true));
  }

  function record(of: Call, outcome: string) {
    const work = async () => {
      ours.current = await recordOutcome(of, outcome, version(of));
      await remember(ours.current);
    };
    void save(outcome, work, (error) => answered(error, of, outcome, false));
  }

  /** Refusals that the page can help with. The others are shown as they are. */
  function answered(error: unknown, of: Call, outcome: string | undefined, ending: boolean): boolean {
    void client.invalidateQueries({ queryKey: ["calls"] });
    const code = error instanceof Problem ? error.code : "";
    if (code === "outcome_required") setAskedFor(of.id);
    else if (code === "stale_version" && outcome)
      setConflict({ theirs: callIn(error) ?? of, wanted: outcome, ending });
    // With the server out of reach the rep can still let the lead go; the call itself stays open.
    else if (code === "offline" && ending) voice.hangUp(of.id);
    return code === "outcome_required" || code === "stale_version";
  }

  function settle(mine: boolean) {
    setConflict(null);
    if (!mine || !conflict) return;
    const { theirs, wanted, ending } = conflict;
    if (ending && theirs.state !== "ended") finish(theirs, wanted);
    else record(theirs, wanted);
  }

  function pick(outcome: string) {
    if (!call) return;
    setConflict(null);
    if (pickEnds(call, asked)) finish(call, outcome);
    else record(call, outcome);
  }

  return {
    asked,
    conflict,
    settle,
    pick,
    end: (outcome?: string) => call && finish(call, outcome),
    goOn: () => setAskedFor(null),
  };
}

function callIn(error: unknown): Call | null {
  const body = error instanceof Problem ? error.body.call : null;
  return typeof body === "object" && body !== null ? (body as Call) : null;
}
