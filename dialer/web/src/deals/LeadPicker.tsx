import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { phone } from "../format";
import { leadSearchQuery } from "../queries";

interface Props {
  label: string;
  value: number | null;
  onChange: (id: number | null) => void;
  autoFocus?: boolean;
}

/** Finds a lead by name, organisation or number. */
export function LeadPicker({ label, value, onChange, autoFocus }: Props) {
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words.trim(), 200);
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const { data: found = [], isFetching } = useQuery(leadSearchQuery(asked));
  const options = found.map((lead) => ({
    value: String(lead.id),
    label: [lead.name, lead.organisation, phone(lead.phone)].filter(Boolean).join(", "),
  }));
  const known = chosen && !options.some((one) => one.value === chosen.value) ? [chosen, ...options] : options;
  return (
    <Select
      label={label}
      placeholder="Name, company or number"
      searchable
      clearable
      data-autofocus={autoFocus || undefined}
      value={value === null ? null : String(value)}
      data={known}
      filter={({ options: all }) => all}
      searchValue={words}
      onSearchChange={setWords}
      nothingFoundMessage={asked === "" ? "Type a name or number" : isFetching ? "Looking" : "Nobody found"}
      onChange={(id) => {
        setChosen(known.find((one) => one.value === id) ?? null);
        onChange(id === null ? null : Number(id));
      }}
    />
  );
}
