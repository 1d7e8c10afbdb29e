import { expect, test } from "vitest";
import type { Call, Outcome } from "../words";
import { hintFor } from "./hints";

const outcome = (key: string, label: string, follow_up_days: number | null) =>
  ({ key, label, effects: { follow_up_days } }) as Outcome;
const PLAIN = outcome("bad_fit", "Bad fit", null);
const ASKS = outcome("follow_up", "Follow up", 3);
const call = (state: Call["state"]) => ({ state, outcome: null });

test("one that asks when to follow up is not over with the pick, and the line says so", () => {
  expect(hintFor(call("wrap_up"), false, [PLAIN, ASKS], null)).toMatch(/ends the call\. .*: then Enter\.$/);
  expect(hintFor(call("wrap_up"), false, [PLAIN], null)).toBe(
    "Picking an outcome records it and ends the call.",
  );
});

test.each<[Call["state"], boolean, string]>([
  ["wrap_up", false, "Enter, or “End call”, records “Follow up” and ends the call."],
  ["live", true, "Enter, or “End call”, records “Follow up” and ends the call."],
  ["live", false, "Enter records “Follow up”. “End call” records it and ends the call."],
])("while it asks, in a call that is %s (end was refused: %s): %s", (state, asked, words) => {
  expect(hintFor(call(state), asked, [PLAIN, ASKS], { outcome: "follow_up" })).toBe(words);
});
