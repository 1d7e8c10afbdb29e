import { expect, test } from "vitest";
import { presetOf, presets, readRange } from "./range";

const NOON = Date.parse("2026-03-01T12:00:00Z");

test("days are the company's, not the reader's", () => {
  expect(presets(Date.parse("2026-03-01T23:30:00Z"), "Asia/Tokyo").Today).toEqual({
    from: "2026-03-02",
    to: "2026-03-02",
  });
});

test("a range that makes no sense is today", () => {
  const known = presets(NOON, "UTC");
  const today = known.Today ?? { from: "", to: "" };
  expect(readRange(new URLSearchParams("from=2026-03-05&to=2026-03-01"), today)).toEqual(today);
  expect(readRange(new URLSearchParams("from=yesterday&to=now"), today)).toEqual(today);
  expect(presetOf({ from: "2026-02-23", to: "2026-03-01" }, known)).toBe("7 days");
});
