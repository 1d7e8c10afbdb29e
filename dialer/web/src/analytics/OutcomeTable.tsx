import { Link } from "wouter";
import { callsPage } from "../calls/filters";
import { count, duration } from "../format";
import { useOutcomes } from "../queries";
import { OutcomeChip } from "../ui/OutcomeChip";
import type { Analytics, FigureGroup } from "../words";
import { type Column, FigureTable } from "./FigureTable";

const COLUMNS: Column[] = [
  {
    name: "Calls",
    show: (figures) => <Link href={callsPage(figures.calls_url)}>{count(figures.calls)}</Link>,
  },
  { name: "Connected", show: (figures) => count(figures.connected_calls) },
  { name: "Only pre-filled", show: (figures) => count(figures.prefilled) },
  { name: "Average duration", show: (figures) => duration(figures.average_call_seconds) },
];

export function OutcomeTable({ answer }: { answer: Analytics }) {
  const outcomes = useOutcomes();
  const label = (group: FigureGroup) => {
    const outcome = outcomes.find((one) => one.key === group.key);
    return outcome ? <OutcomeChip outcome={outcome} /> : group.label;
  };
  return (
    <FigureTable
      title="By outcome"
      first="Outcome"
      columns={COLUMNS}
      groups={answer.groups}
      totals={answer.totals}
      label={label}
    />
  );
}
