import { expect, test } from "vitest";
import type { Outcome } from "../../words";
import { moved, neighbour, ordered } from "./order";

const outcome = (key: string, group: Outcome["group"], deleted = false) =>
  ({ key, group, deleted }) as Outcome;
const CATALOGUE = [
  outcome("a", "no_answer"),
  outcome("x", "answered"),
  outcome("gone", "no_answer", true),
  outcome("b", "no_answer"),
  outcome("c", "no_answer"),
];

test("an outcome moves up or down within its group, past what is deleted", () => {
  expect(moved(CATALOGUE, "a", "c")).toEqual(["x", "b", "c", "a"]);
  expect(moved(CATALOGUE, "c", "a")).toEqual(["c", "a", "x", "b"]);
  expect(neighbour(CATALOGUE, "a", 1)).toBe("b");
  expect(neighbour(CATALOGUE, "b", -1)).toBe("a");
});

test("it stays where it is at the ends and between the groups", () => {
  expect(neighbour(CATALOGUE, "a", -1)).toBeUndefined();
  expect(neighbour(CATALOGUE, "c", 1)).toBeUndefined();
  expect(moved(CATALOGUE, "a", "x")).toEqual(["a", "x", "b", "c"]);
  expect(moved(CATALOGUE, "a", "gone")).toEqual(["a", "x", "b", "c"]);
});

test("the page shows an order before the server has said so", () => {
  expect(ordered(CATALOGUE, ["c", "b", "x", "a"]).map((one) => one.key)).toEqual([
    "c",
    "b",
    "x",
    "a",
    "gone",
  ]);
});
