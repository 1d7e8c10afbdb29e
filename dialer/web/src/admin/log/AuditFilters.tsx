import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, ask } from "../../api";
import { usersQuery } from "../../queries";
import { keys } from "../../topics";
import { DaysFilter, Filters } from "../../ui/Filters";
import type { AuditFilterValues, NarrowLog } from "./filters";
import { actionInWords } from "./words";

const TYPING_MS = 350;

export function AuditFilters({ filters, change }: { filters: AuditFilterValues; change: NarrowLog }) {
  const { data: people = [] } = useQuery(usersQuery);
  const { data: actions = [] } = useQuery({
    queryKey: keys.audit({ actions: true }),
    queryFn: async () => (await ask(api.GET("/api/audit/actions"))).actions,
  });
  return (
    <Filters>
      <Select
        aria-label="Who"
        placeholder="Anybody"
        clearable
        searchable
        value={filters.actor_id === undefined ? null : String(filters.actor_id)}
        onChange={(actor_id) => change({ actor_id })}
        data={[
          ...people.map((person) => ({ value: String(person.id), label: person.name })),
          { value: "0", label: "Command line" },
        ]}
      />
      <Select
        aria-label="What was done"
        placeholder="Any change"
        clearable
        searchable
        value={filters.action ?? null}
        onChange={(action) => change({ action })}
        data={withChosen(actions, filters.action).map((action) => ({
          value: action,
          label: actionInWords(action),
        }))}
      />
      <SubjectField
        key={filters.subject}
        value={filters.subject ?? ""}
        onChange={(subject) => change({ subject })}
      />
      <DaysFilter from={filters.from} to={filters.to} onChange={change} />
    </Filters>
  );
}

/** Narrows once the typing rests. */
function SubjectField({ value, onChange }: { value: string; onChange: (subject: string) => void }) {
  const [words, setWords] = useState(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is called is always the newest.
  useEffect(() => {
    if (words === value) return;
    const timer = setTimeout(() => onChange(words.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [words, value]);
  return (
    <TextInput
      aria-label="Changed thing"
      placeholder="Thing, e.g. user:7"
      maxLength={120}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
    />
  );
}

function withChosen(actions: string[], chosen: string | undefined): string[] {
  return chosen === undefined || actions.includes(chosen) ? actions : [chosen, ...actions];
}
