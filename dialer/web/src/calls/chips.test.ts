import { expect, test } from "vitest";
import { chipsOf, hoursOf, type Names } from "./chips";

const NAMES: Names = {
  team: (id) => `team ${id}`,
  flow: (id) => `flow ${id}`,
  step: (id) => `step ${id}`,
  outcome: (key) => key.toUpperCase(),
};
const words = (filters: Parameters<typeof chipsOf>[0]) => chipsOf(filters, NAMES).map((chip) => chip.words);

test("what the bar has no field for is said in words", () => {
  expect(words({ weekday: 2, hour: 9, connect_status: "connected", placed: true })).toEqual([
    "Tuesdays",
    "09:00–10:00",
    "Connected",
    "Placed calls only",
  ]);
});

test("midnight is an hour too", () => {
  expect(words({ hour: 0 })).toEqual(["00:00–01:00"]);
  expect(hoursOf(23)).toBe("23:00–24:00");
});

test("none of a kind is something else than any of it", () => {
  expect(words({ team_id: "none", flow_id: 4, sentiment: "none" })).toEqual([
    "In no team",
    "Flow: flow 4",
    "No sentiment",
  ]);
});

test("a pre-fill that was kept is told from one that was not", () => {
  expect(words({ prefilled: "busy", overruled: false })).toEqual(["Pre-filled: BUSY", "Pre-fill kept"]);
  expect(words({ overruled: true })).toEqual(["Pre-fill overruled"]);
});

test("fields of the bar make no chips", () => {
  expect(words({ rep_id: 3, outcome: "busy", from: "2026-03-01", direction: "inbound" })).toEqual([]);
});
