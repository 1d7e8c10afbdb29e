import { expect, test } from "vitest";
import type { FigureGroup } from "../words";
import { sharesOf, urlOfAll } from "./shares";

const group = (key: string, calls: number, counts: Partial<FigureGroup["by_sentiment"]>, missing = 0) =>
  ({
    key,
    label: key,
    calls,
    by_sentiment: { positive: 0, neutral: 0, negative: 0, ...counts },
    missing_outcome: missing,
    calls_url: "/api/calls",
  }) as FigureGroup;

test("every call falls into one part, also those whose outcome was deleted", () => {
  const groups = [
    group("meeting_booked", 4, { positive: 4 }),
    group("gone", 3, {}),
    group("none", 2, {}, 2),
    group("busy", 6, { neutral: 6 }),
  ];
  const shares = sharesOf(groups);
  expect(shares.map(({ part, calls }) => [part, calls])).toEqual([
    ["positive", 4],
    ["neutral", 6],
    ["negative", 0],
    ["deleted", 3],
    ["none", 2],
  ]);
  expect(shares.reduce((sum, { calls }) => sum + calls, 0)).toBe(15);
});

test("one outcome read as recorded may stand in two sentiments", () => {
  const [positive, , negative] = sharesOf([group("follow_up", 5, { positive: 3, negative: 2 })]);
  expect(positive?.segments[0]).toMatchObject({ key: "follow_up", calls: 3 });
  expect(negative?.segments[0]).toMatchObject({ key: "follow_up", calls: 2 });
});

test("the number of a whole part opens all of its calls, where one list has them", () => {
  const opens = (groups: FigureGroup[]) =>
    Object.fromEntries(sharesOf(groups).map((share) => [share.part, urlOfAll(share, "/api/calls?rep_id=2")]));
  const gone = group("gone", 3, {});
  expect(opens([gone])).toEqual({
    positive: "/api/calls?rep_id=2&sentiment=positive",
    neutral: "/api/calls?rep_id=2&sentiment=neutral",
    negative: "/api/calls?rep_id=2&sentiment=negative",
    deleted: "/api/calls?sentiment=none",
    none: "/api/calls?rep_id=2&missing_outcome=true",
  });
  expect(opens([gone, group("gone_too", 1, {})]).deleted).toBeUndefined();
});
