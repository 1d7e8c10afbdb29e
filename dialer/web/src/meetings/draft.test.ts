import { expect, test } from "vitest";
import type { MeetingOutcomeChoice, MeetingReason, ReasonChoice } from "../words";
import { type Draft, draftOf, missing, partsOf, pickOutcome, pickReason } from "./draft";

type Need = ReasonChoice["objection"];

function reason(key: MeetingReason | null, objection: Need, notes: Need = "optional"): ReasonChoice {
  return { reason: key, label: key ?? "", meaning: "", objection, notes };
}

function choice(outcome: MeetingOutcomeChoice["outcome"], ...reasons: ReasonChoice[]): MeetingOutcomeChoice {
  return { outcome, label: outcome, meaning: "", reasons, objections: [] };
}

const sale = choice("sale", reason(null, "required"));
const unqualified = reason("unqualified", "optional");
const noShow = reason("no_show", "none");
const noSale = choice("no_sale", unqualified, noShow);
const others = reason("others", "none", "required");
const rejected = choice("rejected", others);
const said = { outcome: null, reason: null, objection: null, outcome_notes: "" };
const empty: Draft = draftOf([sale, noSale], said);

test("a sale asks for its objection, then for notes", () => {
  const picked = pickOutcome(empty, sale);
  expect(partsOf(picked)).toEqual(["outcome", "objection"]);
  expect(missing(picked, false)).toBe("Choose an objection.");
  const whole: Draft = { ...picked, objection: "money" };
  expect(partsOf(whole)).toEqual(["outcome", "objection", "notes"]);
  expect(missing(whole, false)).toBeNull();
});

test("an objection may be left out where it is optional, and goes where none is taken", () => {
  const picked = pickReason(pickOutcome(empty, noSale), unqualified);
  expect(partsOf(picked)).toEqual(["outcome", "reason", "objection"]);
  expect(missing(picked, false)).toBeNull();
  expect(partsOf({ ...picked, skipped: true }).at(-1)).toBe("notes");
  const changed = pickReason({ ...picked, objection: "fear" }, noShow);
  expect(changed.objection).toBeNull();
  expect(partsOf(changed)).toEqual(["outcome", "reason", "notes"]);
});

test("notes and the reason for deciding others' meetings are asked for before saving", () => {
  const picked = pickReason(pickOutcome(empty, { ...rejected, reasons: [others, noShow] }), others);
  expect(missing(picked, false)).toContain("notes");
  expect(missing({ ...picked, notes: "Moved." }, true)).toContain("why");
  expect(missing({ ...picked, notes: "Moved.", why: "They are ill." }, true)).toBeNull();
});

test("what stood before is shown for changing", () => {
  const before = draftOf([sale, noSale], { ...said, outcome: "no_sale", reason: "no_show" });
  expect(before.reason).toBe(noShow);
  expect(partsOf(before)).toEqual(["outcome", "reason", "notes"]);
  expect(partsOf(empty)).toEqual(["outcome"]);
});
