import { expect, test } from "vitest";
import { amiss, bodyOf, isReady, newDraft } from "./draft";

test("a value is checked before it is sent", () => {
  expect(amiss("1200.50", 2)).toBeNull();
  expect(amiss("1200", 0)).toBeNull();
  for (const [value, decimals] of [
    ["1,5", 2],
    ["-1", 2],
    ["0", 2],
    ["0.001", 2],
    ["1000000000000000", 2],
    ["1.5", 0],
    ["x", 2],
  ] as const)
    expect(amiss(value, decimals)).not.toBeNull();
});

test("a deal takes its value or its transactions, never both", () => {
  const draft = { ...newDraft("2026-03-02", "won"), productId: 3, value: "5", transactions: [7] };
  expect(isReady(draft, 2)).toBe(true);
  expect(bodyOf(draft)).toMatchObject({ value: "5", transaction_ids: [] });
  const paid = { ...draft, source: "transactions" as const };
  expect(bodyOf(paid)).not.toHaveProperty("value");
  expect(isReady({ ...paid, transactions: [] }, 2)).toBe(false);
});
