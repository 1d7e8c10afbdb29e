import { expect, test } from "vitest";
import { initialsOf } from "./initialsOf";

test.each([
  ["Hannah Osei", "HO"],
  ["Ana de la Cruz", "AC"],
  ["Sam", "S"],
  ["", "?"],
  ["+1 202 555 0160", null],
  ["(202) 555-0160", null],
])("the initials of %o are %o", (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});
