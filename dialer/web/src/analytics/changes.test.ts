import { expect, test } from "vitest";
import { countChange, heldAgainst, rateChange, secondsChange } from "./changes";

test("a count says how far it moved, and by how much of what it was", () => {
  expect(countChange(162, 150)).toBe("+12 (+8 %) on the period before");
  expect(countChange(90, 100)).toBe("−10 (−10 %) on the period before");
  expect(countChange(5, 5)).toBe("Same as the period before");
  expect(countChange(1001, 1000)).toBe("+1 on the period before");
  expect(countChange(5, 0)).toBe("+5 on the period before");
  expect(countChange(5, undefined)).toBeNull();
});

test("a rate moves in points, and not at all where chance moved it", () => {
  expect(rateChange({ rate: 0.2, of: 100 }, { rate: 0.184, of: 90 })).toBe(
    "+1.6 points on the period before",
  );
  expect(rateChange({ rate: 0.2, of: 100 }, { rate: 0.5, of: 2 })).toBe("Too few calls before to compare");
  expect(rateChange({ rate: 0.2, of: 9 }, { rate: 0.5, of: 200 })).toBeNull();
  expect(rateChange({ rate: null, of: 0 }, { rate: 0.5, of: 200 })).toBeNull();
});

test("seconds are compared only with seconds", () => {
  const over = (of: number, seconds: number | null) => ({ seconds, of });
  expect(secondsChange(over(30, 61.4), over(30, 70))).toBe("−9 s on the period before");
  expect(secondsChange(over(1, 61.4), over(30, 70))).toBeNull();
  expect(secondsChange(over(30, 61.4), over(1, 70))).toBe("Too few calls before to compare");
  expect(secondsChange(over(30, 61.4), over(0, null))).toBe("Too few calls before to compare");
  expect(secondsChange(over(30, 61.4), undefined)).toBeNull();
});

test("a period that is not over says so, by the company's clock", () => {
  const now = Date.parse("2026-03-02T16:00:00Z"); // already the 3rd in Tokyo
  const on = (to: string, time_zone: string) => countChange(3, 90, heldAgainst({ to, time_zone }, now));
  expect(on("2026-03-02", "UTC")).toBe("−87 (−97 %) so far, on the whole period before");
  expect(on("2026-03-01", "UTC")).toBe("−87 (−97 %) on the period before");
  expect(on("2026-03-02", "Asia/Tokyo")).toBe("−87 (−97 %) on the period before");
});
