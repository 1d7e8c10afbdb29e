import { expect, test } from "vitest";
import { byNoun, type EventType, eventsInWords, healthOf, isHeld, type Webhook } from "./hooks";

const hook = { paused_at: null, disabled_at: null, disabled_because: null, failing_since: null } as Webhook;
const at = "2026-03-02T09:00:00Z";

test("what stands out of a webhook is the gravest thing", () => {
  expect(healthOf(hook)).toBe("sending");
  expect(healthOf({ ...hook, failing_since: at })).toBe("failing");
  expect(healthOf({ ...hook, failing_since: at, paused_at: at })).toBe("paused");
  expect(healthOf({ ...hook, disabled_at: at, disabled_because: "failing" })).toBe("stopped");
  expect(healthOf({ ...hook, disabled_at: at, disabled_because: "gone", paused_at: at })).toBe("gone");
});

test("a failing webhook goes on by itself, a paused or stopped one does not", () => {
  expect(isHeld({ ...hook, failing_since: at })).toBe(false);
  expect(isHeld({ ...hook, paused_at: at })).toBe(true);
  expect(isHeld({ ...hook, disabled_at: at, disabled_because: "gone" })).toBe(true);
});

test("events in a few words", () => {
  expect(eventsInWords([])).toBe("All events");
  expect(eventsInWords(["call.ended"])).toBe("call.ended");
  expect(eventsInWords(["call.ended", "deal.made"])).toBe("2 events");
});

test("events are grouped by what they are about, in their order", () => {
  const events = ["call.ended", "deal.made", "call.outcome_recorded"].map((type) => ({ type }) as EventType);
  expect(byNoun(events).map(([noun, of]) => [noun, of.length])).toEqual([
    ["call", 2],
    ["deal", 1],
  ]);
});
