import { expect, test } from "vitest";
import type { FigureGroup } from "../words";
import { spansOf, spanUrl, stepFor } from "./trend";

const day = (key: string, calls: number, positive: number) =>
  ({
    key,
    calls,
    connected_calls: positive,
    by_sentiment: { positive, neutral: 0, negative: 0 },
  }) as FigureGroup;

test("a day without calls is a day too", () => {
  const spans = spansOf([day("2026-03-03", 4, 1)], { from: "2026-03-01", to: "2026-03-03" });
  expect(spans.map(({ from, calls, positive, rest }) => [from, calls, positive, rest])).toEqual([
    ["2026-03-01", 0, 0, 0],
    ["2026-03-02", 0, 0, 0],
    ["2026-03-03", 4, 1, 3],
  ]);
});

test("many days become weeks from Monday, cut off where the period is", () => {
  const range = { from: "2026-01-01", to: "2026-03-31" };
  const spans = spansOf([day("2026-01-04", 2, 0), day("2026-01-05", 3, 0), day("2026-03-31", 1, 0)], range);
  expect(stepFor(range)).toBe("week");
  expect(spans[0]).toMatchObject({ from: "2026-01-01", to: "2026-01-04", calls: 2 });
  expect(spans[1]).toMatchObject({ from: "2026-01-05", to: "2026-01-11", calls: 3 });
  expect(spans.at(-1)).toMatchObject({ from: "2026-03-30", to: "2026-03-31", calls: 1 });
});

test("more than a year becomes months, and no call is lost or counted twice", () => {
  const range = { from: "2025-01-15", to: "2026-04-10" };
  const groups = [
    day("2025-01-15", 1, 0),
    day("2025-01-31", 2, 0),
    day("2025-02-01", 4, 0),
    day("2026-04-10", 8, 0),
  ];
  const spans = spansOf(groups, range);
  expect(stepFor(range)).toBe("month");
  expect(spans).toHaveLength(16);
  expect(spans[0]).toMatchObject({ from: "2025-01-15", to: "2025-01-31", calls: 3, label: "Jan 2025" });
  expect(spans.at(-1)).toMatchObject({ from: "2026-04-01", to: "2026-04-10", calls: 8 });
  expect(spans.reduce((sum, span) => sum + span.calls, 0)).toBe(15);
});

test("a span opens its own days", () => {
  expect(
    spanUrl("/api/calls?from=2026-01-01&to=2026-03-31&placed=true", { from: "2026-01-05", to: "2026-01-11" }),
  ).toBe("/api/calls?from=2026-01-05&to=2026-01-11&placed=true");
});
