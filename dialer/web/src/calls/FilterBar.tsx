import { Select } from "@mantine/core";
import { type CallFilters, useMay, useOutcomes } from "../queries";
import { DaysFilter, Filters, PersonFilter } from "../ui/Filters";

export type FilterChange = (changes: Record<string, string | number | null>) => void;

interface Props {
  filters: CallFilters;
  change: FilterChange;
  only?: "rep";
}

export function FilterBar({ filters, change, only }: Props) {
  const seesTeam = useMay("see_team");
  const outcomes = useOutcomes();
  if (only && !seesTeam) return null;
  return (
    <Filters mb="sm">
      {seesTeam && (
        <PersonFilter
          label="Rep"
          any="Everyone"
          value={filters.rep_id}
          onChange={(rep_id) => change({ rep_id })}
        />
      )}
      {!only && (
        <>
          <Select
            aria-label="Outcome"
            placeholder="Any outcome"
            clearable
            searchable
            value={filters.outcome ?? null}
            onChange={(outcome) => change({ outcome })}
            data={[
              { value: "none", label: "No outcome" },
              ...outcomes.map(({ key, label, deleted }) => ({
                value: key,
                label: deleted ? `${label} (deleted)` : label,
              })),
            ]}
          />
          <Select
            aria-label="Direction"
            placeholder="Any direction"
            clearable
            value={filters.missed ? MISSED : (filters.direction ?? null)}
            onChange={(picked) =>
              change(
                picked === MISSED ? { direction: null, missed: "true" } : { direction: picked, missed: null },
              )
            }
            data={DIRECTIONS}
          />
          <DaysFilter from={filters.from} to={filters.to} onChange={change} />
        </>
      )}
    </Filters>
  );
}

const MISSED = "missed";
const DIRECTIONS = [
  { value: "outbound", label: "Outbound" },
  { value: "inbound", label: "Inbound" },
  { value: MISSED, label: "Inbound, missed" },
  { value: "manual", label: "Logged by hand" },
];
