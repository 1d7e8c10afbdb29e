import { whoOf } from "../call/callWords";
import { UndoRecorded } from "../call/UndoRecorded";
import { OutcomeChip } from "../ui/OutcomeChip";
import type { Call } from "../words";
import classes from "./calls.module.css";

interface Props {
  call: Call;
  onUndone: () => void;
  onOpen: (id: number) => void;
}

/** What was just recorded in the list, and the way back. */
export function LastRecorded({ call, onUndone, onOpen }: Props) {
  return (
    <div className={`card ${classes.lastRecorded}`} role="status" data-testid="last-recorded">
      <span>
        Recorded: <strong>{whoOf(call)}</strong>
      </span>
      <OutcomeChip outcome={call.outcome} source={call.outcome_source} />
      <UndoRecorded call={call} onUndone={onUndone} onMustChoose={() => onOpen(call.id)} />
    </div>
  );
}
