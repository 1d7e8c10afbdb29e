import { OutcomePicker } from "../../call/OutcomePicker";
import type { Outcome } from "../../words";
import classes from "./catalogue.module.css";

const NO_CALL = { offered: [], suggested: null, outcome: null, outcome_source: null };

/** The rep's own picker, as it is and as it would be. It is only looked at. */
export function PickerPreview({ outcomes }: { outcomes: Outcome[] }) {
  return (
    <aside className={`card ${classes.preview}`} aria-label="Preview of the picker">
      <h2>What a rep sees</h2>
      <div inert data-testid="picker-preview">
        <OutcomePicker
          outcomes={outcomes}
          call={NO_CALL}
          saving={null}
          onPick={() => {}}
          listening={false}
          showKeys
          hint=""
        />
      </div>
    </aside>
  );
}
