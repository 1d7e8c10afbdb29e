import { expect, test } from "vitest";
import { csvOf, readShown } from "./filters";

const shown = (query: string) => readShown(new URLSearchParams(query));

test("what is to come leaves out what was cancelled, until it is asked for", () => {
  expect(shown("").filters).toEqual({ past: false, cancelled: false });
  expect(shown("cancelled=true").filters).toEqual({ past: false });
  expect(shown("").narrowed).toBe(false);
});

test("past calls can be narrowed to those that owe their outcome, in the address", () => {
  const past = shown("tab=past&missing_outcome=true&kind=discovery&host_id=7&q=Ann&from=2026-03-02");
  expect(past.filters).toEqual({
    past: true,
    missing_outcome: true,
    kind: "discovery",
    host_id: 7,
    q: "Ann",
    from: "2026-03-02",
  });
  expect(csvOf(past.filters)).toContain("/api/meetings.csv?past=true&");
});

test("nonsense in the address is left out, and so is an outcome of what has not begun", () => {
  expect(shown("tab=past&kind=x&host_id=-1&from=soon&outcome=won").filters).toEqual({ past: true });
  expect(shown("outcome=sale&missing_outcome=true").filters).toEqual({ past: false, cancelled: false });
});
