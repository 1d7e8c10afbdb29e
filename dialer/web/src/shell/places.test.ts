import { expect, test } from "vitest";
import { placeOf } from "./places";

test("an address belongs to the place it lies under, and to none that only begins alike", () => {
  expect(placeOf("/admin/settings/dialer-setup/call-outcomes")?.label).toBe("Admin center");
  expect(placeOf("/dial")?.label).toBe("Dial");
  expect(placeOf("/dialing")).toBeUndefined();
});
