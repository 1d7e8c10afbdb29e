import { expect, test } from "vitest";
import { pickEnds, shouldWarnBeforeLeaving } from "./guards";

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
