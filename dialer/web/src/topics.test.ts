import { expect, test } from "vitest";
import { keys, staleKeys, staleKeysOf } from "./topics";

test.each([
  ["call:42", [keys.call(42), keys.openCalls, keys.incoming]],
  ["analytics", [["analytics"]]],
  ["outcomes", [keys.outcomes, ["analytics"]]],
  ["sales", [["analytics", "sales"]]],
  ["calls", [["calls"], keys.queue, ["leads", "journey"]]],
  ["something new", []],
])("the topic %s makes these stale", (topic, stale) => {
  expect(staleKeys(topic)).toEqual(stale);
});

test("the switch reaches the settings, the session and every call", () => {
  expect(staleKeys("settings")).toEqual([keys.settings, keys.session, ["calls"]]);
});

test("what one topic covers is not asked for twice", () => {
  expect(staleKeysOf(["call:42", "calls", "calls"])).toEqual([["calls"], keys.queue, ["leads", "journey"]]);
});
