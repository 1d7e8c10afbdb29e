import { expect, test } from "vitest";
import { byDay, dayByKey, monthAfter, monthName, spanOf, weeksOf, whenInWords } from "./days";

test("times fall on the day that the reader's clock shows", () => {
  const times = ["2026-03-03T22:30:00Z", "2026-03-03T23:30:00Z", "2026-03-04T09:00:00Z"];
  expect([...byDay(times, "Europe/Zurich").entries()]).toEqual([
    ["2026-03-03", ["2026-03-03T22:30:00Z"]],
    ["2026-03-04", ["2026-03-03T23:30:00Z", "2026-03-04T09:00:00Z"]],
  ]);
});

test("a month is whole weeks from Monday", () => {
  const weeks = weeksOf("2026-03");
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-03-01"]);
  expect(weeks[5]?.slice(0, 3)).toEqual(["2026-03-30", "2026-03-31", null]);
});

test("months go on over the year's end", () => {
  expect(monthAfter("2026-12", 1)).toBe("2027-01");
  expect(monthAfter("2026-01", -1)).toBe("2025-12");
  expect(monthName("2026-12")).toBe("December 2026");
});

test("a month is asked for with a day on either side", () => {
  expect(spanOf("2026-12")).toEqual({ from: "2026-11-30T00:00:00.000Z", to: "2027-01-02T00:00:00.000Z" });
});

test("arrow keys go to days that can be chosen", () => {
  const days = ["2026-03-02", "2026-03-03", "2026-03-10", "2026-03-16"];
  const lead = (key: string, from: string) => dayByKey(key, from, days).slice(8);
  expect(lead("ArrowRight", "2026-03-03")).toBe("10");
  expect(lead("ArrowLeft", "2026-03-02")).toBe("02");
  expect(lead("ArrowDown", "2026-03-02")).toBe("10");
  expect(lead("ArrowUp", "2026-03-16")).toBe("03");
  expect(lead("ArrowDown", "2026-03-16")).toBe("16");
});

test("a meeting is said in the reader's time", () => {
  expect(whenInWords("2026-03-03T09:00:00Z", "2026-03-03T09:30:00Z", "Europe/Zurich")).toEqual({
    day: "Tuesday, 3 March 2026",
    hours: "10:00 to 10:30",
  });
});
