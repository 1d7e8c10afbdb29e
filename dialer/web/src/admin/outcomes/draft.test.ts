import { expect, test } from "vitest";
import type { Outcome } from "../../words";
import { changesOf, draftOf, NEW, withDraft } from "./draft";

const outcome = (key: string, changes: Partial<Outcome> = {}): Outcome => ({
  key,
  label: key,
  description: "",
  group: "answered",
  connect_status: "connected",
  sentiment: "neutral",
  prefills: [],
  effects: { marks_do_not_call: false, follow_up_days: null, opens_booking: false },
  shade: null,
  shortcut: null,
  position: 1,
  colours: { light: { fill: "#000000", ink: "#ffffff" }, dark: { fill: "#ffffff", ink: "#000000" } },
  deleted: false,
  deleted_at: null,
  merged_into: null,
  ...changes,
});

test("only what differs is sent", () => {
  const busy = outcome("busy", { prefills: ["busy"] });
  const draft = { ...draftOf(busy), label: "Engaged", prefills: ["busy" as const] };
  expect(changesOf(busy, draft)).toEqual({ label: "Engaged" });
  expect(changesOf(busy, draftOf(busy))).toEqual({});
});

test("the preview has the draft in it, and a pre-fill in one place", () => {
  const busy = outcome("busy", { prefills: ["busy"] });
  const other = outcome("other");
  const shown = withDraft([busy, other], other, { ...draftOf(other), label: "New name", prefills: ["busy"] });
  expect(shown.map(({ label, prefills }) => [label, prefills])).toEqual([
    ["busy", []],
    ["New name", ["busy"]],
  ]);
  expect(withDraft([busy], NEW, { ...draftOf(NEW), label: "Fresh" }).map(({ label }) => label)).toEqual([
    "busy",
    "Fresh",
  ]);
});
