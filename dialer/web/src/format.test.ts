import { expect, test } from "vitest";
import { ago, coverage, duration, localTime, moment, phone, rate, toTheSecond } from "./format";

test.each([
  [null, "—"],
  [undefined, "—"],
  [0, "0:00"],
  [59.4, "0:59"],
  [61, "1:01"],
  [3600, "1:00:00"],
  [-3, "0:00"],
])("a duration of %s seconds reads %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test.each([
  [null, "—"],
  [0, "0.0 %"],
  [0.184, "18.4 %"],
  [1, "100.0 %"],
])("a rate of %s reads %s", (value, words) => {
  expect(rate(value)).toBe(words);
});

test("a rate says what it was counted from", () => {
  const counts = { connected_calls: 92, calls: 500, missing_outcome: 37, prefilled: 21 };
  expect(coverage(counts)).toBe("92 of 500; 37 without an outcome, 21 only pre-filled");
  expect(coverage({ ...counts, missing_outcome: 0, prefilled: 0 })).toBe("92 of 500");
});

test.each([
  [12, "12 s ago"],
  [90, "1 min ago"],
  [7_300, "2 h ago"],
  [260_000, "3 days ago"],
])("%s seconds back is %s", (seconds, words) => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  expect(ago(new Date(now - seconds * 1000).toISOString(), now)).toBe(words);
});

test("a number is grouped to be read aloud", () => {
  expect(phone("+12025550101")).toBe("+1 202 555 0101");
  expect(phone("112")).toBe("112");
});

test("a time zone nobody knows gives no time rather than an error", () => {
  expect(localTime("Mars/Olympus", 0)).toBeNull();
  expect(localTime("Europe/Berlin", Date.parse("2026-07-01T12:00:00Z"))).toBe("14:00");
});

test("a time in the log is there to the second", () => {
  expect(toTheSecond("2026-03-02T09:08:07+00:00")).toMatch(/2 Mar 2026.*:08:07$/);
});

test.each([
  ["2026-03-08T23:30:00Z", "UTC", "Yesterday 23:30"],
  ["2026-03-08T23:30:00Z", "Asia/Kolkata", "Today 05:00"],
  ["2026-03-09T09:00:00Z", "Pacific/Apia", "Yesterday 22:00"],
  ["2026-03-01T04:30:00Z", "America/New_York", "28 Feb 23:30"],
])("%s by the clock of %s is %s", (iso, zone, words) => {
  expect(moment(iso, Date.parse("2026-03-09T12:00:00Z"), zone)).toBe(words);
});
