import { expect, test } from "vitest";
import { assignKeys } from "./pickerKeys";

const outcomes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `outcome-${index}` }));

test("digits come first, then letters that do nothing else during a call", () => {
  const keys = [...assignKeys(outcomes(16)).values()];
  expect(keys.slice(0, 10).join("")).toBe("1234567890");
  expect(keys).toHaveLength(16);
  for (const taken of ["m", "k", "e", "n", "c", "u", "d", "j", "g", "?", "/"])
    expect(keys).not.toContain(taken);
});

test("no two outcomes share a key, and those beyond the keyboard have none", () => {
  const keys = assignKeys(outcomes(40));
  expect(new Set(keys.values()).size).toBe(keys.size);
  expect(keys.has("outcome-39")).toBe(false);
});
