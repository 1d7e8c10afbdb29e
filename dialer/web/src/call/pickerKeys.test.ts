import { expect, test } from "vitest";
import { assignKeys } from "./pickerKeys";

const outcomes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `outcome-${index}`, shortcut: null as string | null }));

test("digits come first, then letters that do nothing else during a call", () => {
  const keys = [...assignKeys(outcomes(16)).values()];
  expect(keys.slice(0, 10).join("")).toBe("1234567890");
  expect(keys).toHaveLength(16);
  for (const taken of ["m", "k", "e", "n", "c", "u", "d", "j", "g", "b", "?", "/"])
    expect(keys).not.toContain(taken);
});

test("no two outcomes share a key, and those beyond the keyboard have none", () => {
  const keys = assignKeys(outcomes(40));
  expect(new Set(keys.values()).size).toBe(keys.size);
  expect(keys.has("outcome-39")).toBe(false);
});

test("a key that an admin chose stays with its outcome, and no other gets it", () => {
  const some = outcomes(4);
  some[2] = { key: "outcome-2", shortcut: "1" };
  some[3] = { key: "outcome-3", shortcut: "ж" };
  expect(Object.fromEntries(assignKeys(some))).toEqual({
    "outcome-0": "2",
    "outcome-1": "3",
    "outcome-2": "1",
    "outcome-3": "ж",
  });
});
