import { expect, test } from "vitest";
import { likelyFirst } from "./likely";

const refused = { code: "discovery_required", detail: "Book a discovery call first." };
const talk = { name: "talk", kind: "strategy", needs_discovery: false, refused: null } as const;
const first = { name: "first", kind: "discovery", needs_discovery: false, refused: null } as const;
const closed = { name: "second", kind: "strategy", needs_discovery: true, refused } as const;

test("who was not approved yet has a discovery call next, who was a strategy call", () => {
  expect(likelyFirst([closed, talk, first])).toEqual([first, talk, closed]);
  const open = { ...closed, refused: null };
  expect(likelyFirst([talk, first, open])).toEqual([open, first, talk]);
});
