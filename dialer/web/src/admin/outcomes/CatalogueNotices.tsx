import { Notice } from "../../ui/Notice";
import type { Outcome } from "../../words";
import { COMFORTABLE, TRIGGERS, untaken } from "./words";

/** What an admin should know about the catalogue as a whole. */
export function CatalogueNotices({ outcomes }: { outcomes: Outcome[] }) {
  const open = outcomes.filter((one) => !one.deleted).length;
  const free = untaken(outcomes);
  return (
    <>
      {open > COMFORTABLE && (
        <Notice tone="owed" title={`${open} outcomes are many to choose from`}>
          Reps pick faster and more truthfully from 10 to 15. Merge what you never read apart.
        </Notice>
      )}
      {free.length > 0 && (
        <Notice tone="info" title="Nothing is filled in for some results of the line">
          {free.map((trigger) => `“${TRIGGERS[trigger]}”`).join(", ")}: nothing is filled in until an outcome
          takes it. Edit one to do so.
        </Notice>
      )}
    </>
  );
}
