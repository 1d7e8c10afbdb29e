import { expect, test } from "vitest";
import { dealsPage, headline, meetingsPage, moneyMoved, ofWords, rateMoved } from "./sales";

const rate = (count: number, of: number) => ({
  count,
  of,
  value: of > 0 ? count / of : null,
  count_url: "",
  of_url: "",
});

test("a number opens the page that lists what it counts", () => {
  const url = "/api/meetings?past=true&sales=won,lost&from=2026-03-01&host_id=3";
  expect(meetingsPage(url)).toBe("/meetings?tab=past&sales=won%2Clost&from=2026-03-01&host_id=3");
  expect(meetingsPage(url, "won")).toContain("sales=won&");
  expect(dealsPage("/api/deals?counted=true&closer_id=3")).toBe("/deals?counted=true&closer_id=3");
});

test("a rate says what it is made of and how it moved", () => {
  expect(ofWords(rate(4, 10))).toBe("4 of 10");
  expect(ofWords(rate(0, 0))).toBe("Nothing to divide by");
  expect(rateMoved(rate(5, 20), rate(4, 20))).toBe("+5 points on the period before");
  expect(rateMoved(rate(5, 20), rate(1, 2))).toBe("Too few meetings before to compare");
  expect(rateMoved(rate(1, 2), rate(4, 20))).toBeNull();
  expect(rateMoved(rate(5, 20), undefined)).toBeNull();
});

test("a large amount is short, a small one exact", () => {
  expect(headline("235736.11", "USD")).toBe("$235,736");
  expect(headline("118.75", "USD")).toBe("$118.75");
});

test("money says how it moved in its own decimals", () => {
  expect(moneyMoved("150.50", "100.00", "USD")).toBe("+$50.50 (+51 %) on the period before");
  expect(moneyMoved("800", "1000", "JPY")).toBe("−¥200 (−20 %) on the period before");
  expect(moneyMoved("10.00", "0.00", "USD")).toBe("+$10.00 on the period before");
  expect(moneyMoved("1.00", "1.00", "USD")).toBe("Same as the period before");
});
