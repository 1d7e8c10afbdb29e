import { expect, test } from "vitest";
import { callAddress, callsPage, csvOf, narrowed, readShown, without } from "./filters";

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

test("every filter that a number has is read from the address", () => {
  const query =
    "team_id=none&flow_step_id=7&in_flow=true&meaning=recorded&sentiment=positive&connect_status=connected" +
    "&books=true&chosen_by=person&result=busy&prefilled=busy&overruled=false&alarm=hasty&wrapped_up=true" +
    "&hour=0&weekday=7";
  expect(shown(`tab=all&${query}`).filters).toEqual({
    team_id: "none",
    flow_step_id: 7,
    in_flow: true,
    meaning: "recorded",
    sentiment: "positive",
    connect_status: "connected",
    books: true,
    chosen_by: "person",
    result: "busy",
    prefilled: "busy",
    overruled: false,
    alarm: "hasty",
    wrapped_up: true,
    hour: 0,
    weekday: 7,
  });
  expect(shown("tab=all&hour=24&weekday=&alarm=loud&overruled=1&rep_id=none").filters).toEqual({});
});

test("a number may be narrowed further", () => {
  expect(narrowed("/api/calls?from=2026-03-01&placed=true", { from: "2026-03-02", hour: 0 })).toBe(
    "/api/calls?from=2026-03-02&placed=true&hour=0",
  );
});

test("the file has the filters of the list", () => {
  expect(csvOf({})).toBe("/api/calls.csv");
  expect(csvOf({ outcome: "a b", hour: 9 })).toBe("/api/calls.csv?outcome=a+b&hour=9");
});

test("a call's own address leads to the list with that call open", () => {
  expect(callAddress("12")).toBe("/calls?tab=all&call=12");
  expect(callAddress("owed")).toBe("/calls");
});

test("a filter is taken away from an address", () => {
  expect(without("/api/calls?rep_id=2&wrapped_up=true", "wrapped_up")).toBe("/api/calls?rep_id=2");
});
