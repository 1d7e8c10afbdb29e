import { expect, test } from "vitest";
import type { Availability } from "../words";
import { bodyOf, choices, flawOf, preview, usualWeek, weekOf, withStretch } from "./week";

const NINE = { from: "09:00", to: "12:00" };
const LATE = { from: "13:00", to: "24:00" };

test("what was saved comes back as it was", () => {
  const weekly = [
    { weekday: 0, ...NINE },
    { weekday: 0, ...LATE },
    { weekday: 6, ...NINE },
  ];
  const exceptions = [{ date: "2026-12-24", hours: [] }];
  const saved = { time_zone: "UTC", weekly, exceptions } as unknown as Availability;
  expect(bodyOf(weekOf(saved))).toEqual({ time_zone: "UTC", weekly, exceptions });
});

test("hours that overlap or run backwards are told", () => {
  expect(flawOf([NINE, LATE])).toBeNull();
  expect(flawOf([NINE, { from: "12:00", to: "13:00" }])).toBeNull();
  expect(flawOf([LATE, { from: "10:00", to: "14:00" }, NINE])).toBe("Two of these overlap.");
  expect(flawOf([{ from: "10:00", to: "10:00" }])).toBe("It ends before it begins.");
});

test("one more stretch follows the last, while the day has room", () => {
  expect(withStretch([])).toEqual([{ from: "09:00", to: "17:00" }]);
  expect(withStretch([NINE]).at(-1)).toEqual({ from: "13:00", to: "15:00" });
  expect(withStretch([{ from: "09:00", to: "22:30" }]).at(-1)).toEqual({ from: "23:30", to: "24:00" });
  expect(withStretch([LATE])).toEqual([LATE]);
});

test("odd times that somebody has can be kept", () => {
  expect(choices("09:05")).toContain("09:05");
  expect(choices().at(-1)).toBe("24:00");
});

test("the days ahead have their exceptions, and say when clocks are moved", () => {
  const week = usualWeek("America/New_York");
  week.exceptions = [{ date: "2026-03-06", hours: [] }];
  const days = preview(week, "2026-03-06", 4);
  expect(days.map((day) => [day.date, day.hours.length, day.excepted, day.moved])).toEqual([
    ["2026-03-06", 0, true, 0],
    ["2026-03-07", 0, false, 0],
    ["2026-03-08", 0, false, 60],
    ["2026-03-09", 1, false, 0],
  ]);
  const autumn = preview(usualWeek("America/New_York"), "2026-10-31", 3);
  expect(autumn.map((day) => day.moved)).toEqual([0, -60, 0]);
});
