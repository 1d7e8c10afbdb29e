import { Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { DayField } from "../calls/FilterBar";
import { useShortcuts } from "../keys";
import { useOutcomes, useSession } from "../queries";
import type { Change, SettingFilters } from "./filters";
import { ownersQuery } from "./requests";
import classes from "./setting.module.css";

const MEETINGS = [
  { value: "coming", label: "Meeting to come" },
  { value: "past", label: "Meeting in the past" },
  { value: "none", label: "No meeting" },
];
const CALLABLE = [
  { value: "false", label: "May be called" },
  { value: "true", label: "Do not call" },
];

interface Props {
  filters: SettingFilters;
  change: Change;
}

export function SettingFilterBar({ filters, change }: Props) {
  const { data: owners = [] } = useQuery(ownersQuery);
  const { user } = useSession();
  const outcomes = useOutcomes();
  const owner = filters.owner_id === undefined ? null : String(filters.owner_id);
  const others = owners.filter(({ id }) => id !== user.id);
  const known = owner === null || owner === "none" || owners.some(({ id }) => String(id) === owner);
  return (
    <div className={classes.filters}>
      <SearchField value={filters.q ?? ""} onChange={(q) => change({ q })} />
      <Select
        aria-label="Owner"
        placeholder="Any owner"
        clearable
        searchable
        value={owner}
        onChange={(owner_id) => change({ owner_id })}
        data={[
          { value: "none", label: "Nobody's" },
          ...(owners.length > others.length ? [{ value: String(user.id), label: "Mine" }] : []),
          ...others.map(({ id, name }) => ({ value: String(id), label: name })),
          ...(known ? [] : [{ value: String(owner), label: `Person ${owner}` }]),
        ]}
      />
      <Select
        aria-label="Last call"
        placeholder="Any last call"
        clearable
        searchable
        value={filters.last_outcome ?? null}
        onChange={(last_outcome) => change({ last_outcome })}
        data={[
          { value: "never_called", label: "Never called" },
          { value: "none", label: "No outcome" },
          ...outcomes.map(({ key, label, deleted }) => ({
            value: key,
            label: deleted ? `${label} (deleted)` : label,
          })),
        ]}
      />
      <Select
        aria-label="Meeting"
        placeholder="Any meeting"
        clearable
        value={filters.meeting ?? null}
        onChange={(meeting) => change({ meeting })}
        data={MEETINGS}
      />
      <Select
        aria-label="Do not call"
        placeholder="Callable or not"
        clearable
        value={filters.do_not_call === undefined ? null : String(filters.do_not_call)}
        onChange={(do_not_call) => change({ do_not_call })}
        data={CALLABLE}
      />
      <DayField label="Added" value={filters.from} onChange={(from) => change({ from })} />
      <DayField label="until" value={filters.to} onChange={(to) => change({ to })} />
    </div>
  );
}

const SETTLES_MS = 300;

/** Looks for what was typed once the typing stops; follows the address when a view is opened. */
function SearchField({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const [words, setWords] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const say = useRef(onChange);
  say.current = onChange;
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    if (words.trim() === value) return;
    const timer = setTimeout(() => say.current(words.trim()), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [words, value]);
  useShortcuts([{ keys: "/", label: "Search the leads", run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      aria-label="Search leads"
      placeholder="Name, company or number"
      leftSection={<IconSearch size={16} />}
      maxLength={200}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
    />
  );
}
