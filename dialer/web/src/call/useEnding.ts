import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Problem } from "../api";
import { voice } from "../voice";
import type { Call } from "../words";
import type { Conflict, JustEnded } from "./desk";
import { pickEnds } from "./guards";
import { type Choice, endCall, recordOutcome } from "./requests";
import { useRemember } from "./useRemember";
import type { Save } from "./useSaving";

/** Picking and ending. Nothing closes before the server has said yes. */
export function useEnding(call: Call | null, save: Save, onEnded: (ended: JustEnded) => void) {
  const client = useQueryClient();
  const remember = useRemember();
  const ours = useRef<Call | null>(null);
  const [askedFor, setAskedFor] = useState<number | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [unfolded, setUnfolded] = useState<Choice | null>(null);
  const asked = call !== null && askedFor === call.id && !call.outcome;

  /** The version our own last saving made is one we have seen, even before it is drawn. */
  const version = (of: Call) =>
    ours.current?.id === of.id ? Math.max(ours.current.version, of.version) : of.version;

  function finish(of: Call, choice: Choice | undefined) {
    const work = async () => {
      const ended = await endCall(of, choice, version(of));
      voice.hangUp(of.id);
      onEnded({ call: ended });
      await remember(ended);
    };
    void save(choice?.outcome ?? "", work, (error) => answered(error, of, choice, true));
  }

  function record(of: Call, choice: Choice) {
    const work = async () => {
      ours.current = await recordOutcome(of, choice, version(of));
      await remember(ours.current);
    };
    void save(choice.outcome, work, (error) => answered(error, of, choice, false));
  }

  /** Refusals that the page can help with. The others are shown as they are. */
  function answered(error: unknown, of: Call, choice: Choice | undefined, ending: boolean): boolean {
    void client.invalidateQueries({ queryKey: ["calls"] });
    const code = error instanceof Problem ? error.code : "";
    if (code === "outcome_required") setAskedFor(of.id);
    else if (code === "stale_version" && choice)
      setConflict({ theirs: callIn(error) ?? of, wanted: choice, ending });
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

  function pick(choice: Choice) {
    if (!call) return;
    setConflict(null);
    if (pickEnds(call, asked)) finish(call, choice);
    else record(call, choice);
  }

  return {
    asked,
    conflict,
    settle,
    pick,
    unfolded,
    setUnfolded,
    end: () => call && finish(call, unfolded ?? undefined),
    goOn: () => setAskedFor(null),
  };
}

export function callIn(error: unknown): Call | null {
  const body = error instanceof Problem ? error.body.call : null;
  return typeof body === "object" && body !== null ? (body as Call) : null;
}
