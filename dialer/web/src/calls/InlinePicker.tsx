import { useDesk } from "../call/desk";
import { OutcomePicker } from "../call/OutcomePicker";
import type { Choice } from "../call/requests";
import { useOutcomes } from "../queries";
import type { Call } from "../words";

interface Props {
  call: Call;
  saving: string | null;
  onPick: (choice: Choice) => void;
}

/** While a call is open the single keys belong to it. */
export function InlinePicker({ call, saving, onPick }: Props) {
  const desk = useDesk();
  return (
    <OutcomePicker
      outcomes={useOutcomes()}
      call={call}
      saving={saving}
      onPick={onPick}
      listening={desk.call === null || desk.call.id === call.id}
      hint="Picking an outcome records it and goes on to the next call."
    />
  );
}
