import type { Line } from "../voice";
import type { Call } from "../words";

/** While the line is up in this tab, or an outcome is owed, closing the page asks first. */
export function shouldWarnBeforeLeaving(call: Pick<Call, "needs_outcome"> | null, lineUp: boolean): boolean {
  return lineUp || call?.needs_outcome === true;
}

/** Whether a call that stood in the way of another still does. */
export function stillHolds(calls: Pick<Call, "id" | "state" | "needs_outcome">[], id: number): boolean {
  const call = calls.find((one) => one.id === id);
  return call !== undefined && (isLineUp(call.state) || call.needs_outcome);
}

export function isLineUp(state: Call["state"]): boolean {
  return state === "dialing" || state === "ringing" || state === "live";
}

/** Picking while the line is up only records; once it is over, picking also ends the call. */
export function pickEnds(call: Pick<Call, "state">, asked: boolean): boolean {
  return call.state === "wrap_up" || asked;
}

/** The line went by here without a word of it to the server; what went wrong here is told in words of its own. */
export function neverHeardOf(call: Pick<Call, "id" | "state">, line: Line): boolean {
  return line.kind === "over" && line.callId === call.id && !line.trouble && call.state === "dialing";
}
