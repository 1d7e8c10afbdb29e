import { expect, test } from "vitest";
import { csvOf, readSetting } from "./filters";

test("an address without anything shows the potential leads", () => {
  expect(readSetting(new URLSearchParams())).toEqual({ standing: "potential", filters: {} });
});

test("the address says what is shown, and nonsense in it is left out", () => {
  const search = new URLSearchParams(
    "standing=qualified&owner_id=none&meeting=soon&do_not_call=false&from=yesterday&to=2026-03-02&q=ann",
  );
  expect(readSetting(search)).toEqual({
    standing: "qualified",
    filters: { owner_id: "none", do_not_call: false, to: "2026-03-02", q: "ann" },
  });
});

test("the file holds what the list shows", () => {
  expect(csvOf("qualified", { owner_id: 3, do_not_call: true })).toBe(
    "/api/appointment-setting.csv?standing=qualified&owner_id=3&do_not_call=true",
  );
});
