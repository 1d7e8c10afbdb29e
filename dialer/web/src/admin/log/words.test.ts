import { expect, test } from "vitest";
import { actionInWords, changesOf } from "./words";

test("a change reads as words, also one that is new", () => {
  expect(actionInWords("caller_id.added")).toBe("Caller ID added");
  expect(actionInWords("outcome.merged")).toBe("Outcome merged");
  expect(actionInWords("crm.connected")).toBe("CRM connected");
});

test("before and after are told apart field by field", () => {
  expect(changesOf({ name: "Ann", roles: ["rep"] }, { name: "Anna", roles: ["rep", "manager"] })).toEqual([
    { name: "Name", before: "Ann", after: "Anna" },
    { name: "Roles", before: "rep", after: "rep, manager" },
  ]);
  expect(changesOf(false, true)).toEqual([{ name: "", before: "off", after: "on" }]);
  expect(changesOf(null, { name: "Key", to: null })).toEqual([{ name: "Name", before: null, after: "Key" }]);
  expect(changesOf({ active: true }, { active: false })).toEqual([
    { name: "Active", before: "yes", after: "no" },
  ]);
  expect(changesOf(null, null)).toEqual([]);
});

test("what is made says what was set, and an empty value elsewhere is a change", () => {
  const made = { label: "Quote", connect_status: "connected", prefills: [], do_not_call: false, position: 0 };
  expect(changesOf(null, made).map(({ name }) => name)).toEqual(["Label", "Connect status"]);
  expect(changesOf(made, null).map(({ name }) => name)).toEqual(["Label", "Connect status"]);
  expect(changesOf({ prefills: ["busy"] }, { prefills: [] })).toEqual([
    { name: "Prefills", before: "busy", after: "none" },
  ]);
  expect(changesOf(null, false)).toEqual([{ name: "", before: null, after: "off" }]);
});
