import { expect, test } from "vitest";
import type { FigureGroup } from "../words";
import { depthOf, hourRows, weekdaysOf } from "./hourMap";

const at = (key: string, calls: number, connected: number, positive = 0) =>
  ({
    key,
    calls,
    connected_calls: connected,
    by_sentiment: { positive, neutral: 0, negative: 0 },
    calls_url: `/api/calls?at=${key}`,
  }) as FigureGroup;

test("hours run from the first call to the last, days from Monday to Sunday", () => {
  const rows = hourRows([at("1-09", 20, 5), at("7-11", 20, 10)], "connected");
  expect(rows.map(({ hour }) => hour)).toEqual([9, 10, 11]);
  expect(rows[0]?.cells[0]).toEqual({ calls: 20, of: 5, rate: 0.25, url: "/api/calls?at=1-09" });
  expect(rows[1]?.cells).toEqual([null, null, null, null, null, null, null]);
  expect(rows[2]?.cells[6]?.rate).toBe(0.5);
  expect(hourRows([], "connected")).toEqual([]);
});

test("too few calls have no rate and no depth", () => {
  const rows = hourRows([at("1-00", 9, 9), at("2-00", 10, 2)], "connected");
  const [few, enough] = rows[0]?.cells ?? [];
  expect(few).toMatchObject({ calls: 9, of: 9, rate: null });
  expect(few && depthOf(few, rows)).toBe(0);
  expect(enough && depthOf(enough, rows)).toBe(1);
});

test("the map can be read by sentiment", () => {
  expect(hourRows([at("3-14", 40, 20, 4)], "positive")[0]?.cells[2]).toMatchObject({ of: 4, rate: 0.1 });
});

test("calls to leads whose clock is not known are in no cell", () => {
  const rows = hourRows([at("1-09", 20, 5), at("none", 7, 1)], "connected");
  expect(rows.map(({ hour }) => hour)).toEqual([9]);
  expect(hourRows([at("none", 7, 1)], "connected")).toEqual([]);
});

test("a weekend has columns when somebody called on it", () => {
  expect(weekdaysOf(hourRows([at("1-09", 20, 5)], "connected"))).toEqual([0, 1, 2, 3, 4]);
  expect(weekdaysOf(hourRows([at("7-09", 1, 0)], "connected"))).toEqual([0, 1, 2, 3, 4, 6]);
});
