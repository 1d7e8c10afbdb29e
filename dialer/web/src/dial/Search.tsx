import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useShortcuts } from "../keys";
import { Key } from "../ui/Key";
import classes from "./dial.module.css";

export function Search({ words, setWords }: { words: string; setWords: (words: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", label: "Search leads", run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      className={classes.search}
      aria-label="Search leads"
      placeholder="Search leads by name, company or number"
      leftSection={<IconSearch size={17} />}
      rightSection={words ? undefined : <Key>/</Key>}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        setWords("");
        field.current?.blur();
      }}
    />
  );
}
