import { expect, test } from "vitest";
import { followUpDays, fromField, inDays, toField } from "./followUp";

test("the outcome's own days stand among the choices, once", () => {
  expect(followUpDays(3)).toEqual([1, 3, 7]);
  expect(followUpDays(5)).toEqual([1, 3, 5, 7]);
});

test("days count from now, whole", () => {
  expect(inDays(3, Date.UTC(2026, 1, 27, 9))).toBe("2026-03-02T09:00:00.000Z");
});

test("a field takes back what it shows, and nothing is no time", () => {
  const instant = "2026-03-02T09:15:00.000Z";
  expect(fromField(toField(instant))).toBe(instant);
  expect(fromField("")).toBeNull();
  expect(fromField("soon")).toBeNull();
});
