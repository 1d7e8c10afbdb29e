import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type CallFilters, useMay, useOutcomes, usersQuery } from "../queries";
import classes from "./calls.module.css";

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
    <div className={classes.filters}>
      {seesTeam && <RepFilter value={filters.rep_id} onChange={(rep) => change({ rep_id: rep })} />}
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
          <DayField label="From" value={filters.from} onChange={(from) => change({ from })} />
          <DayField label="To" value={filters.to} onChange={(to) => change({ to })} />
        </>
      )}
    </div>
  );
}

const MISSED = "missed";
const DIRECTIONS = [
  { value: "outbound", label: "Outbound" },
  { value: "inbound", label: "Inbound" },
  { value: MISSED, label: "Inbound, missed" },
  { value: "manual", label: "Logged by hand" },
];

interface RepProps {
  value: number | undefined;
  onChange: (rep: string | null) => void;
}

export function RepFilter({ value, onChange }: RepProps) {
  const { data: users = [] } = useQuery(usersQuery);
  return (
    <Select
      aria-label="Rep"
      placeholder="Everyone"
      clearable
      searchable
      value={value ? String(value) : null}
      onChange={onChange}
      data={users.map((user) => ({ value: String(user.id), label: user.name }))}
    />
  );
}

export function DayField(props: {
  label: string;
  value: string | undefined;
  onChange: (day: string) => void;
}) {
  return (
    <TextInput
      type="date"
      aria-label={props.label}
      leftSection={<span className={classes.dayLabel}>{props.label}</span>}
      leftSectionWidth={52}
      value={props.value ?? ""}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
