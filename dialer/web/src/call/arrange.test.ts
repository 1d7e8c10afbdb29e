import { expect, test } from "vitest";
import type { Outcome } from "../words";
import { arrange } from "./arrange";

const outcome = (key: string, group: Outcome["group"]) => ({ key, group }) as Outcome;
const CATALOGUE = [
  outcome("no_voicemail", "no_answer"),
  outcome("left_voicemail", "no_answer"),
  outcome("follow_up", "answered"),
];
const drawn = (offered: string[]) =>
  arrange(CATALOGUE, offered).map(({ heading, members }) => [heading, ...members.map((one) => one.key)]);

test("two headed groups, in the order of the catalogue", () => {
  expect(drawn([])).toEqual([
    ["No answer", "no_voicemail", "left_voicemail"],
    ["Answered", "follow_up"],
  ]);
});

test("what is likely stands on top, once", () => {
  expect(drawn(["left_voicemail", "no_voicemail", "never_heard_of"])).toEqual([
    ["Likely", "left_voicemail", "no_voicemail"],
    ["Answered", "follow_up"],
  ]);
});
