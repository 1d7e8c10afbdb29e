import { expect, test } from "vitest";
import type { Assignment } from "../words";
import { assigned, takenBack } from "./assigned";

const ann = { id: 3, name: "Ann" };
const bob = { id: 4, name: "Bob" };
const answer: Assignment = {
  changed: 3,
  left: 2,
  results: [
    { lead_id: 1, changed: true, detail: "Given to Bob.", before: ann, owner: bob },
    { lead_id: 2, changed: true, detail: "Given to Bob.", before: null, owner: bob },
    { lead_id: 3, changed: true, detail: "Given to Bob.", before: ann, owner: bob },
    { lead_id: 4, changed: false, detail: "Bob has it already.", before: bob, owner: bob },
    { lead_id: 5, changed: false, detail: "Bob has it already.", before: bob, owner: bob },
  ],
};

test("what was left alone is said with why, once for all alike", () => {
  expect(assigned(answer)).toBe("Assigned 3. 2 left as they were: Bob has it already (2).");
  expect(assigned({ changed: 2, left: 0, results: [] })).toBe("Assigned 2.");
});

test("taking it back gives every lead to whom it was taken from", () => {
  expect(takenBack(answer)).toEqual([
    { lead_ids: [1, 3], owner_ids: [3], keep_owners: false },
    { lead_ids: [2], owner_ids: [], keep_owners: false },
  ]);
});
