import { expect, test } from "vitest";
import { callAddress, callsPage, readShown } from "./filters";

const shown = (query: string) => readShown(new URLSearchParams(query));

test("the list opens with what needs an outcome", () => {
  expect(shown("")).toEqual({
    tab: "owed",
    filters: { missing_outcome: true, order: "oldest" },
    openCall: null,
  });
});

test("filters come from the address, nonsense does not", () => {
  expect(shown("tab=all&rep_id=3&outcome=busy&from=2026-03-01&call=12&team_id=x")).toEqual({
    tab: "all",
    filters: { rep_id: 3, outcome: "busy", from: "2026-03-01" },
    openCall: 12,
  });
});

test("what a chart counts is what its list shows", () => {
  expect(shown("tab=all&direction=outbound&placed=true&flow_id=4").filters).toEqual({
    direction: "outbound",
    placed: true,
    flow_id: 4,
  });
  expect(shown("tab=all&direction=sideways&placed=maybe").filters).toEqual({});
});

test("a number on a chart leads to its calls", () => {
  expect(callsPage("/api/calls?from=2026-03-01&to=2026-03-01&outcome=busy")).toBe(
    "/calls?tab=all&from=2026-03-01&to=2026-03-01&outcome=busy",
  );
});

test("a call's own address leads to the list with that call open", () => {
  expect(callAddress("12")).toBe("/calls?tab=all&call=12");
  expect(callAddress("owed")).toBe("/calls");
});
