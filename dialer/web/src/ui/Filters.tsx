import { Box, type MantineSpacing, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { usersQuery } from "../queries";
import classes from "./filters.module.css";

/** What narrows a list, above it; on a phone two fields stand side by side. */
export function Filters({ mb, children }: { mb?: MantineSpacing; children: ReactNode }) {
  return (
    <Box className={classes.filters} mb={mb}>
      {children}
    </Box>
  );
}

interface PersonProps {
  label: string;
  any: string;
  value: number | undefined;
  onChange: (id: string | null) => void;
}

export function PersonFilter({ label, any, value, onChange }: PersonProps) {
  const { data: users = [] } = useQuery(usersQuery);
  return (
    <Select
      aria-label={label}
      placeholder={any}
      clearable
      searchable
      value={value ? String(value) : null}
      onChange={onChange}
      data={users.map((user) => ({ value: String(user.id), label: user.name }))}
    />
  );
}

interface DaysProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (days: { from?: string; to?: string }) => void;
  /** What the first and the last day are called. */
  labels?: [first: string, last: string];
}

/** The first and the last day, always beside each other. */
export function DaysFilter({ from, to, onChange, labels = ["From", "To"] }: DaysProps) {
  return (
    <div className={classes.days}>
      <DayField label={labels[0]} value={from} onChange={(day) => onChange({ from: day })} />
      <DayField label={labels[1]} value={to} onChange={(day) => onChange({ to: day })} />
    </div>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string) => void;
}

export function DayField({ label, value, onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      leftSection={<span className={classes.dayLabel}>{label}</span>}
      leftSectionWidth={52}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
