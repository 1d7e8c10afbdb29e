import { expect, test } from "vitest";
import type { Line } from "../voice";
import type { Call } from "../words";
import { wordsFor } from "./callWords";

const AT = "2026-03-02T10:00:00Z";
const call = (state: Call["state"]) =>
  ({ id: 7, state, created_at: AT, ringing_at: AT, answered_at: AT, line_ended_at: AT }) as Call;
const open: Line = { kind: "open", callId: 7, muted: false, poor: false, microphone: true };

test.each<[Call["state"], Line, string]>([
  ["ringing", { kind: "ringing", callId: 7 }, "Ringing"],
  ["ringing", open, "On call"],
  ["live", open, "On call"],
  ["live", { kind: "reconnecting", callId: 7, muted: false }, "Reconnecting…"],
  ["live", { kind: "over", callId: 7, trouble: null }, "Line over"],
  ["wrap_up", { kind: "over", callId: 7, trouble: null }, "Wrap-up"],
  ["ringing", { ...open, callId: 6 }, "Ringing"],
  ["live", { kind: "over", callId: 6, trouble: null }, "On call"],
  ["live", { kind: "idle" }, "On call"],
])("a call that is %s, with the line here at %o, reads %s", (state, line, words) => {
  expect(wordsFor(call(state), line).words).toBe(words);
});
