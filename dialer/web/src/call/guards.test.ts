import { expect, test } from "vitest";
import type { Line } from "../voice";
import type { Call } from "../words";
import { neverHeardOf, pickEnds, shouldWarnBeforeLeaving, stillHolds } from "./guards";

test.each([
  ["no call at all", null, false, false],
  ["the line is up in this tab", { needs_outcome: false }, true, true],
  ["the line is up somewhere else", { needs_outcome: false }, false, false],
  ["the line is over and the outcome is owed", { needs_outcome: true }, false, true],
])("leaving while %s", (_, call, lineHere, warns) => {
  expect(shouldWarnBeforeLeaving(call, lineHere)).toBe(warns);
});

test.each([
  ["live", false, false],
  ["live", true, true],
  ["ringing", false, false],
  ["wrap_up", false, true],
] as const)("picking while %s (End refused before: %s) ends the call: %s", (state, asked, ends) => {
  expect(pickEnds({ state }, asked)).toBe(ends);
});

const OVER: Line = { kind: "over", callId: 7, trouble: null };
const TROUBLE = { code: 31005, sentence: "The line broke off.", unplaced: false };

test.each<[Call["state"], Line, boolean]>([
  ["dialing", OVER, true],
  ["ringing", OVER, false],
  ["wrap_up", OVER, false],
  ["dialing", { kind: "connecting", callId: 7 }, false],
  ["dialing", { ...OVER, callId: 6 }, false],
  ["dialing", { ...OVER, trouble: TROUBLE }, false],
])("a call that is %s with the line here at %o was never heard of: %s", (state, line, unheard) => {
  expect(neverHeardOf({ id: 7, state }, line)).toBe(unheard);
});

test("a refused dial is spoken of for as long as the call stands in the way", () => {
  const held = { id: 7, state: "wrap_up", needs_outcome: true } as const;
  expect(stillHolds([held], 7)).toBe(true);
  expect(stillHolds([{ ...held, needs_outcome: false }], 7)).toBe(false);
  expect(stillHolds([{ ...held, state: "live", needs_outcome: false }], 7)).toBe(true);
  expect(stillHolds([], 7)).toBe(false);
});
