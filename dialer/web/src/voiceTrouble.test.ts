import { expect, test } from "vitest";
import { troubleOf } from "./voiceTrouble";

test.each([31486, 31480, 31404, 31603])(
  "code %s is the lead's side answering, no trouble of ours",
  (code) => {
    expect(troubleOf({ code }, false)).toBeNull();
  },
);

test("a refused microphone never reached the lead", () => {
  expect(troubleOf({ code: 31401 }, false)).toMatchObject({ code: 31401, unplaced: true });
  expect(troubleOf(new DOMException("", "NotAllowedError"), false)).toMatchObject({ code: 31401 });
});

test("a line that breaks off after it was known was placed", () => {
  expect(troubleOf({ code: 53405 }, true)).toMatchObject({ unplaced: false });
});
