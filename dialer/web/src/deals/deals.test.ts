import { expect, test } from "vitest";
import { csvOf, readFilters } from "./deals";

test("an address narrows the list, and what it says wrongly is left out", () => {
  const search = new URLSearchParams(
    "tab=deals&payment_type=gift&state=voided&product_id=7&closer_id=x&from=2026-03-01&to=soon&returned=true",
  );
  expect(readFilters(search)).toEqual({ state: "voided", product_id: 7, from: "2026-03-01", returned: true });
});

test("the file has the filters of the list", () => {
  expect(csvOf({})).toBe("/api/deals.csv");
  expect(csvOf({ payment_type: "won", product_id: 7 })).toBe("/api/deals.csv?payment_type=won&product_id=7");
});
