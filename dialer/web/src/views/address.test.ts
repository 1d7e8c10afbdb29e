import { expect, test } from "vitest";
import { addressOf, keptOf, viewIn, withView } from "./address";

test("what a view keeps does not depend on the order, nor on which view was open", () => {
  const one = new URLSearchParams("q=ann&owner_id=3&view=7");
  const same = new URLSearchParams("owner_id=3&q=ann");
  expect(keptOf(one)).toBe(keptOf(same));
});

test("a view's address says which view it is", () => {
  const address = addressOf({ id: 7, query: "q=ann" });
  expect(viewIn(address)).toBe(7);
  expect(keptOf(address)).toBe("q=ann");
  expect(viewIn(withView(address, null))).toBeNull();
});

test("nonsense in the address names no view", () => {
  expect(viewIn(new URLSearchParams("view=warm"))).toBeNull();
});
