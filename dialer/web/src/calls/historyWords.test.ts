import { expect, test } from "vitest";
import type { OutcomeRecord } from "../words";
import { effectWords, entryWords } from "./historyWords";

const entry = (label: string | null, changes: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  outcome: label ? { key: label, label, sentiment: "neutral", deleted: false } : null,
  source: "rep",
  by: { id: 1, name: "Morgan Lind" },
  connect_status: null,
  sentiment: null,
  reason: null,
  undone: false,
  effects: [],
  at: "2026-03-02T09:00:00Z",
  ...changes,
});

test("the history says who changed what to what, and why", () => {
  const busy = entry("Busy", { source: "webhook", by: null, reason: "Twilio: busy, SIP 486" });
  const changed = entry("Follow up", { reason: "heard the recording" });
  expect(entryWords(busy, undefined)).toBe("Twilio: busy, SIP 486");
  expect(entryWords(changed, busy)).toBe("Morgan Lind changed Busy → Follow up: heard the recording");
  expect(entryWords(entry("Follow up"), undefined)).toBe("Morgan Lind picked Follow up");
  expect(entryWords(entry("Busy"), busy)).toBe("Morgan Lind confirmed it");
  expect(entryWords(entry(null), busy)).toBe("Morgan Lind changed Busy → no outcome");
  expect(entryWords(entry("Busy", { source: "webhook", undone: true }), changed)).toBe(
    "Morgan Lind took that back: Busy again",
  );
});

test("an effect is a sentence, and do-not-call says who lifts it", () => {
  const now = Date.parse("2026-03-02T09:00:00Z");
  const due_at = "2026-03-02T09:00:00Z";
  const words = (kind: "follow_up" | "do_not_call", act: "made" | "cancelled" | "kept") =>
    effectWords({ kind, act, due_at, task_id: null }, now);
  expect(words("follow_up", "made")).toMatch(/^Follow-up made, due Today/);
  expect(words("follow_up", "cancelled")).toBe("Follow-up cancelled");
  expect(words("do_not_call", "kept")).toContain("a manager or an admin can lift it");
});
