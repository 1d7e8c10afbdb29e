import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useShortcuts } from "../keys";
import { useOutcomes, useSession } from "../queries";
import { DaysFilter, Filters } from "../ui/Filters";
import { SearchField } from "../ui/SearchField";
import type { Change, SettingFilters } from "./filters";
import { ownersQuery } from "./requests";

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
  const search = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", label: "Search the leads", run: () => search.current?.focus() }]);
  const owner = filters.owner_id === undefined ? null : String(filters.owner_id);
  const others = owners.filter(({ id }) => id !== user.id);
  const known = owner === null || owner === "none" || owners.some(({ id }) => String(id) === owner);
  return (
    <Filters mb="sm">
      <SearchField
        ref={search}
        value={filters.q ?? ""}
        label="Search leads"
        placeholder="Name, company or number"
        onChange={(q) => change({ q })}
      />
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
      <DaysFilter labels={["Added", "until"]} from={filters.from} to={filters.to} onChange={change} />
    </Filters>
  );
}
