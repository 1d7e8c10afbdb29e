import { expect, test } from "vitest";
import { ADMIN_PAGES, trailTo } from "./sections";

test("every page has an address of its own under the Admin center", () => {
  const paths = ADMIN_PAGES.map((page) => page.path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.every((path) => path.startsWith("/admin/"))).toBe(true);
});

test("the trail says where a page is", () => {
  expect(trailTo("Call outcomes")).toEqual(["Admin center", "Settings", "Dialer setup"]);
  expect(trailTo("Nothing of the kind")).toEqual(["Admin center"]);
});
