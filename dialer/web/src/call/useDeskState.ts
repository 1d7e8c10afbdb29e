import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { Problem, sentenceOf } from "../api";
import { currentCallQuery } from "../queries";
import { keys } from "../topics";
import { voice } from "../voice";
import type { Call } from "../words";
import type { Conflict, Desk, JustEnded, Target } from "./desk";
import { pickEnds } from "./guards";
import { explainedMicrophone, needsExplaining } from "./microphone";
import { clearOutcome, endCall, placeCall, recordOutcome } from "./requests";
import { useLine } from "./useLine";

const CHANGEABLE_MS = 30_000;

/** The rep's desk: the open call, the line, and the few things one can do with them. */
export function useDeskState(mayDial: boolean): Desk {
  const client = useQueryClient();
  const call = useQuery({ ...currentCallQuery, enabled: mayDial }).data ?? null;
  const line = useLine();
  const [askedFor, setAskedFor] = useState<number | null>(null);
  const [justEnded, setJustEnded] = useJustEnded();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [hiddenLineTrouble, hideLineTrouble] = useState<number | null>(null);
  const [saving, setSaving] = useState<string | null>(null);
  const [dialing, setDialing] = useState(false);
  const [explaining, setExplaining] = useState<Target | null>(null);

  const asked = call !== null && askedFor === call.id && !call.outcome;
  const lineHere = call !== null && isHere(line, call.id);

  const remember = useCallback(
    async (next: Call) => {
      await client.cancelQueries({ queryKey: keys.currentCall });
      client.setQueryData(keys.currentCall, next.state === "ended" ? null : next);
      client.setQueryData(keys.call(next.id), next);
      for (const noun of ["calls", "queue"]) void client.invalidateQueries({ queryKey: [noun] });
    },
    [client],
  );

  async function place(target: Target) {
    setDialing(true);
    setTrouble(null);
    setJustEnded(null);
    try {
      const placed = await placeCall(target);
      await remember(placed);
      void voice.place(placed.id);
    } catch (error) {
      setTrouble(sentenceOf(error));
      void client.invalidateQueries({ queryKey: keys.currentCall });
    } finally {
      setDialing(false);
    }
  }

  async function dial(target: Target) {
    if (dialing) return;
    if (await needsExplaining()) setExplaining(target);
    else await place(target);
  }

  function explained(goOn: boolean) {
    explainedMicrophone();
    setExplaining(null);
    if (goOn && explaining) void place(explaining);
  }

  /** One saving at a time; every refusal becomes a sentence, and nothing closes before the server's yes. */
  async function save(of: Call, outcome: string | undefined, ending: boolean, work: () => Promise<Call>) {
    if (saving !== null) return;
    setSaving(outcome ?? "");
    setTrouble(null);
    setConflict(null);
    try {
      const saved = await work();
      if (ending) {
        voice.hangUp();
        setJustEnded({ call: saved, before: of.outcome?.key ?? null });
      }
      await remember(saved);
    } catch (error) {
      refused(error, of, outcome, ending);
    } finally {
      setSaving(null);
    }
  }

  function refused(error: unknown, of: Call, outcome: string | undefined, ending: boolean) {
    const code = error instanceof Problem ? error.code : "";
    void client.invalidateQueries({ queryKey: ["calls"] });
    if (code === "outcome_required") return setAskedFor(of.id);
    if (code === "stale_version" && outcome)
      return setConflict({ theirs: callIn(error) ?? of, wanted: outcome, ending });
    // With the server out of reach the rep can still let the lead go; the call itself stays open.
    if (code === "offline" && ending) voice.hangUp();
    setTrouble(sentenceOf(error));
  }

  function end(outcome?: string) {
    if (call) void save(call, outcome, true, () => endCall(call, outcome));
  }

  function pick(outcome: string) {
    if (!call) return;
    if (pickEnds(call, asked)) end(outcome);
    else void save(call, outcome, false, () => recordOutcome(call, outcome));
  }

  function settle(mine: boolean) {
    setConflict(null);
    if (!mine || !conflict) return;
    const { theirs, wanted, ending } = conflict;
    const again = () =>
      ending && theirs.state !== "ended"
        ? endCall(theirs, wanted, theirs.version)
        : recordOutcome(theirs, wanted, theirs.version);
    void save(theirs, wanted, ending, again);
  }

  async function amend(work: () => Promise<Call>, outcome: string, before: string | null) {
    if (saving !== null) return;
    setSaving(outcome);
    setTrouble(null);
    try {
      const saved = await work();
      setJustEnded({ call: saved, before });
      await remember(saved);
    } catch (error) {
      setTrouble(sentenceOf(error));
    } finally {
      setSaving(null);
    }
  }

  function change(outcome: string) {
    if (!justEnded) return;
    const { call: ended } = justEnded;
    void amend(() => recordOutcome(ended, outcome), outcome, ended.outcome?.key ?? null);
  }

  function undo() {
    if (!justEnded) return;
    const { call: ended, before } = justEnded;
    const work = () => (before ? recordOutcome(ended, before) : clearOutcome(ended));
    void amend(work, before ?? "", ended.outcome?.key ?? null);
  }

  const lineTrouble = line.kind === "over" && line.callId !== hiddenLineTrouble ? line.trouble : null;
  return {
    call,
    line,
    lineHere,
    asked,
    justEnded,
    conflict,
    trouble,
    lineTrouble,
    saving,
    dialing,
    explaining,
    dial: (target) => void dial(target),
    explained,
    end,
    pick,
    settle,
    change,
    undo,
    dismiss: () => {
      setTrouble(null);
      if (line.kind === "over") hideLineTrouble(line.callId);
    },
    dismissEnded: () => setJustEnded(null),
  };
}

function useJustEnded() {
  const state = useState<JustEnded | null>(null);
  const [value, set] = state;
  useEffect(() => {
    if (!value) return;
    const timer = setTimeout(() => set(null), CHANGEABLE_MS);
    return () => clearTimeout(timer);
  }, [value, set]);
  return state;
}

function isHere(line: Desk["line"], callId: number): boolean {
  return line.kind !== "idle" && line.kind !== "over" && line.callId === callId;
}

function callIn(error: unknown): Call | null {
  const body = error instanceof Problem ? error.body.call : null;
  return typeof body === "object" && body !== null ? (body as Call) : null;
}
