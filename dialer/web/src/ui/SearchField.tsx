import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type Ref, useEffect, useRef, useState } from "react";

const SETTLES_MS = 250;

interface Props {
  /** What the list was narrowed to; it may change from outside, when a filter is taken away. */
  value: string;
  label: string;
  placeholder?: string;
  ref?: Ref<HTMLInputElement>;
  onChange: (words: string) => void;
}

/** Words to look for in a list. It says them once the typing has settled. */
export function SearchField({ value, label, placeholder = label, ref, onChange }: Props) {
  const [words, setWords] = useState(value);
  const said = useRef(value);
  const say = useDebouncedCallback((next: string) => {
    said.current = next.trim();
    onChange(said.current);
  }, SETTLES_MS);
  useEffect(() => {
    if (value === said.current) return; // our own words coming back; more may have been typed since
    said.current = value;
    setWords(value);
  }, [value]);
  return (
    <TextInput
      ref={ref}
      wrapperProps={{ "data-search": true }}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      maxLength={200}
      value={words}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        say(event.currentTarget.value);
      }}
    />
  );
}
