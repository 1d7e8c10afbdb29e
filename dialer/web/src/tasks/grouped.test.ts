import { expect, test } from "vitest";
import type { Task } from "../words";
import { grouped } from "./grouped";

const due = (due_at: string) => ({ due_at }) as Task;

test("today's are those of the company's day, and what is late comes first", () => {
  const tasks = [due("2026-03-01T22:00:00Z"), due("2026-03-02T21:00:00Z"), due("2026-03-03T09:00:00Z")];
  const now = Date.parse("2026-03-02T09:00:00Z");
  const titles = (zone: string) => grouped(tasks, now, zone).map(({ title }) => title);
  expect(titles("UTC")).toEqual(["Overdue", "Today", "Later"]);
  expect(titles("Asia/Tokyo")).toEqual(["Today", "Later"]);
  expect(grouped([], now, "UTC")).toEqual([]);
});
