import { expect, test } from "vitest";
import { presetOf, presets, readQuestion, readRange, withDay } from "./range";

const NOON = Date.parse("2026-03-01T12:00:00Z");

test("days are the company's, not the reader's", () => {
  expect(presets(Date.parse("2026-03-01T23:30:00Z"), "Asia/Tokyo").Today).toEqual({
    from: "2026-03-02",
    to: "2026-03-02",
  });
});

test("a range that makes no sense is the usual one", () => {
  const known = presets(NOON, "UTC");
  const today = known.Today ?? { from: "", to: "" };
  expect(readRange(new URLSearchParams("from=2026-03-05&to=2026-03-01"), today)).toEqual(today);
  expect(readRange(new URLSearchParams("from=yesterday&to=now"), today)).toEqual(today);
  expect(presetOf({ from: "2026-02-23", to: "2026-03-01" }, known)).toBe("7 days");
});

test("presets end today, and last month ends before this one", () => {
  const known = presets(NOON, "UTC");
  expect(known["90 days"]).toEqual({ from: "2025-12-02", to: "2026-03-01" });
  expect(known["Last month"]).toEqual({ from: "2026-02-01", to: "2026-02-28" });
});

test("the other end follows a day that would turn the range around", () => {
  const range = { from: "2026-03-02", to: "2026-03-05" };
  expect(withDay(range, "from", "2026-03-09")).toEqual({ from: "2026-03-09", to: "2026-03-09" });
  expect(withDay(range, "to", "2026-03-01")).toEqual({ from: "2026-03-01", to: "2026-03-01" });
  expect(withDay(range, "to", "")).toEqual(range);
});

test("the question is read from the address, nonsense is not", () => {
  const today = { from: "2026-03-01", to: "2026-03-01" };
  const read = (query: string) => readQuestion(new URLSearchParams(query), today);
  expect(
    read("view=flows&by=team&clock=lead&meaning=recorded&direction=inbound&flow_id=4&outcome=busy"),
  ).toEqual({
    ...today,
    view: "flows",
    by: "team",
    clock: "lead",
    split: "closer",
    meaning: "recorded",
    direction: "inbound",
    flow_id: 4,
    outcome: "busy",
  });
  expect(read("view=sideways&by=hair&clock=wall&meaning=maybe&direction=up&rep_id=-1&team_id=x")).toEqual({
    ...today,
    view: "team",
    by: "rep",
    clock: "company",
    split: "closer",
    meaning: "now",
    direction: "outbound",
  });
});
