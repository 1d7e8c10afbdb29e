import { expect, test } from "vitest";
import { ADMIN_PAGES, CALL_OUTCOMES_PATH, firstPath, pagesFor, trailTo } from "./sections";

test("every page has an address of its own under the Admin center", () => {
  const paths = ADMIN_PAGES.map((page) => page.path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.every((path) => path.startsWith("/admin/"))).toBe(true);
});

test("the trail says where a page is", () => {
  expect(trailTo("Call outcomes")).toEqual(["Admin center", "Settings", "Dialer setup"]);
  expect(trailTo("Nothing of the kind")).toEqual(["Admin center"]);
});

test("a manager comes in for event types, an admin for everything, a rep for nothing", () => {
  expect(pagesFor(["look", "manage_event_types"]).map((page) => page.label)).toEqual(["Event types"]);
  expect(pagesFor(["change_settings", "manage_event_types"])).toEqual(ADMIN_PAGES);
  expect(pagesFor(["look"])).toEqual([]);
  expect(firstPath(ADMIN_PAGES)).toBe(CALL_OUTCOMES_PATH);
  expect(firstPath(pagesFor(["manage_event_types"]))).toBe("/admin/settings/event-types");
});
