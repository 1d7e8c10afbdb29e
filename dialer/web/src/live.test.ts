import { expect, test } from "vitest";
import { splitEvents } from "./live";

test("whole events are read, and the unfinished one waits", () => {
  const { events, rest } = splitEvents(
    'retry: 1000\n: open\n\ndata: {"refetch": ["calls", "call:7"]}\n\n: still here\n\ndata: {"ref',
  );
  expect(events).toEqual([["calls", "call:7"]]);
  expect(rest).toBe('data: {"ref');
});

test("what cannot be read is passed over", () => {
  expect(splitEvents("data: nonsense\n\ndata: {}\n\n").events).toEqual([]);
});
