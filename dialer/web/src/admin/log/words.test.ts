import { expect, test } from "vitest";
import { actionInWords, changesOf } from "./words";

test("a change reads as words, also one that is new", () => {
  expect(actionInWords("caller_id.added")).toBe("Caller ID added");
  expect(actionInWords("outcome.merged")).toBe("Outcome merged");
});

test("before and after are told apart field by field", () => {
  expect(changesOf({ name: "Ann", roles: ["rep"] }, { name: "Anna", roles: ["rep", "manager"] })).toEqual([
    { name: "Name", before: "Ann", after: "Anna" },
    { name: "Roles", before: "rep", after: "rep, manager" },
  ]);
  expect(changesOf(false, true)).toEqual([{ name: "", before: "off", after: "on" }]);
  expect(changesOf(null, { name: "Key", to: null })).toEqual([
    { name: "Name", before: null, after: "Key" },
    { name: "To", before: null, after: "nothing" },
  ]);
  expect(changesOf({ active: true }, { active: false })).toEqual([
    { name: "Active", before: "yes", after: "no" },
  ]);
  expect(changesOf(null, null)).toEqual([]);
});
