import { expect, test } from "vitest";
import { day, isNothing, money, sum } from "./money";

test("an amount keeps the decimals of its currency", () => {
  expect(money("1200.50", "USD")).toBe("$1,200.50");
  expect(money("1200", "JPY")).toBe("¥1,200");
  expect(money("1.234", "KWD")).toBe("KWD\u00a01.234");
});

test("amounts are summed without losing a cent", () => {
  expect(sum(["0.10", "0.20"])).toBe("0.30");
  expect(sum(["1200", "300"])).toBe("1500");
  expect(sum([])).toBe("0");
});

test("a date is a date everywhere, and nothing is nothing", () => {
  expect(day("2026-03-02")).toBe("2 Mar 2026");
  expect(isNothing("0.000")).toBe(true);
});
