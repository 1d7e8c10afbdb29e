import { useOutcomes } from "../queries";
import { OutcomeChip } from "../ui/OutcomeChip";
import type { Analytics, FigureGroup } from "../words";
import { FigureTable } from "./FigureTable";

export function OutcomeTable({ answer }: { answer: Analytics }) {
  const outcomes = useOutcomes();
  const label = (group: FigureGroup) => {
    const outcome = outcomes.find((one) => one.key === group.key);
    return outcome ? <OutcomeChip outcome={outcome} /> : group.label;
  };
  return <FigureTable title="By outcome" first="Outcome" answer={answer} label={label} />;
}
