import { expect, test } from "vitest";
import { byDay, daysOf, timesWith, whoGets } from "./times";

const cleo = { id: 1, name: "Cleo" };
const noor = { id: 2, name: "Noor" };
const early = { starts_at: "2026-03-02T23:30:00Z", hosts: [noor, cleo] };
const late = { starts_at: "2026-03-03T10:00:00Z", hosts: [cleo] };

test("a week has seven days of the zone's calendar, through a change of its clock", () => {
  const evening = Date.parse("2026-03-27T23:30:00Z");
  expect(daysOf(0, "Europe/Zurich", evening)).toEqual([
    "2026-03-28",
    "2026-03-29",
    "2026-03-30",
    "2026-03-31",
    "2026-04-01",
    "2026-04-02",
    "2026-04-03",
  ]);
  expect(daysOf(1, "America/New_York", evening)[0]).toBe("2026-04-03");
});

test("times belong to the day that the zone's calendar shows", () => {
  expect([...byDay([early, late], "UTC").keys()]).toEqual(["2026-03-02", "2026-03-03"]);
  expect([...byDay([early, late], "Europe/Zurich").keys()]).toEqual(["2026-03-03"]);
});

test("whose turn it is gets it, unless somebody was chosen or has it already", () => {
  expect(whoGets(early, undefined, undefined)).toEqual(noor);
  expect(whoGets(early, undefined, cleo)).toEqual(cleo);
  expect(whoGets(late, undefined, noor)).toEqual(cleo);
  expect(whoGets(early, cleo.id, noor)).toEqual(cleo);
  expect(whoGets(late, noor.id, undefined)).toBeUndefined();
  expect(timesWith([early, late], noor.id)).toEqual([early]);
});
