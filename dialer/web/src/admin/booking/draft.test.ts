import { expect, test } from "vitest";
import type { EventType } from "../../words";
import { changesOf, draftOf, NEW, spanInWords, withKind } from "./draft";

const SAVED = {
  ...draftOf(NEW),
  id: 7,
  name: "Talk",
  hosts: [{ id: 3, name: "Cleo", priority: 2, active: true, has_hours: true }],
} as unknown as EventType;

test("only what differs is sent, and everything of a new one", () => {
  expect(changesOf(SAVED, draftOf(SAVED))).toEqual({});
  expect(changesOf(SAVED, { ...draftOf(SAVED), minutes: 45 })).toEqual({ minutes: 45 });
  const asked = { ...draftOf(SAVED), hosts: [{ user_id: 3, priority: 1 }] };
  expect(changesOf(SAVED, asked)).toEqual({ hosts: [{ user_id: 3, priority: 1 }] });
  expect(changesOf(NEW, draftOf(NEW))).toEqual(draftOf(NEW));
});

test("another kind has other hosts and waits for nothing", () => {
  const strategy = { ...draftOf(SAVED), needs_discovery: true };
  expect(withKind(strategy, "strategy")).toBe(strategy);
  expect(withKind(strategy, "discovery")).toMatchObject({ hosts: [], needs_discovery: false });
});

test("spans are said in their largest whole unit", () => {
  expect([0, 5, 60, 90, 240, 1440, 2880].map(spanInWords)).toEqual([
    "0 minutes",
    "5 minutes",
    "1 hour",
    "90 minutes",
    "4 hours",
    "1 day",
    "2 days",
  ]);
});
