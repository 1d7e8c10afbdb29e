import { expect, test } from "vitest";
import { csvUrl, readAuditFilters } from "./filters";

test("the address narrows the log, and nonsense in it does not", () => {
  const read = (query: string) => readAuditFilters(new URLSearchParams(query));
  expect(read("action=user&actor_id=0&from=2026-03-02&to=")).toEqual({
    action: "user",
    actor_id: 0,
    from: "2026-03-02",
  });
  expect(read("actor_id=x&nonsense=1")).toEqual({});
});

test("the table to take away is narrowed as the list is", () => {
  expect(csvUrl({ subject: "user:7", actor_id: 0 })).toBe("/api/audit.csv?subject=user%3A7&actor_id=0");
  expect(csvUrl({})).toBe("/api/audit.csv");
});
