import { phone } from "../format";
import type { Line } from "../voice";
import type { Call, CallState } from "../words";
import { isLineUp } from "./guards";

export type Tone = "calling" | "live" | "over" | "owed";

interface StateWords {
  words: string;
  tone: Tone;
  since: (call: Call) => string | null;
}

const STATES: Record<CallState, StateWords> = {
  dialing: { words: "Calling…", tone: "calling", since: (call) => call.created_at },
  ringing: { words: "Ringing", tone: "calling", since: (call) => call.ringing_at },
  live: { words: "On call", tone: "live", since: (call) => call.answered_at },
  wrap_up: { words: "Wrap-up", tone: "over", since: (call) => call.line_ended_at },
  ended: { words: "Ended", tone: "over", since: (call) => call.ended_at },
};

/** The state of a call in words, and the moment its timer counts from. */
export function wordsFor(call: Call, line: Line): { words: string; tone: Tone; since: string | null } {
  const state = STATES[call.state];
  const since = state.since(call) ?? call.created_at;
  const ahead = knownHereOnly(call, line);
  if (ahead) return { ...ahead, since: call.state === "live" ? since : null };
  if (call.needs_outcome) return { words: "Needs an outcome", tone: "owed", since };
  return { words: state.words, tone: state.tone, since };
}

/** What this browser knows of its line before the server is told, or although it never is. */
function knownHereOnly(call: Call, line: Line): { words: string; tone: Tone } | null {
  if (line.kind === "idle" || line.callId !== call.id || !isLineUp(call.state)) return null;
  if (line.kind === "over") return { words: "Line over", tone: "over" };
  if (call.state === "live") {
    return line.kind === "reconnecting" ? { words: "Reconnecting…", tone: "owed" } : null;
  }
  return line.kind === "open" ? { words: STATES.live.words, tone: STATES.live.tone } : null;
}

export function whoOf(call: Pick<Call, "lead" | "direction" | "from" | "to">): string {
  return call.lead?.name ?? numberOf(call);
}

/** The number of the other side, as it is read. */
export function numberOf(call: Pick<Call, "direction" | "from" | "to">): string {
  return phone(call.direction === "inbound" ? call.from : call.to);
}
