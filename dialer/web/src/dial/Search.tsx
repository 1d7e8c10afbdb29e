import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useShortcuts } from "../keys";
import { Key } from "../ui/Key";
import classes from "./dial.module.css";

interface Props {
  words: string;
  setWords: (words: string) => void;
  onEnter: () => void;
}

/** Enter goes to the first one found, so that a second Enter calls. */
export function Search({ words, setWords, onEnter }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", label: "Search leads", run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      className={classes.search}
      aria-label="Search leads"
      placeholder="Name, company or number"
      leftSection={<IconSearch size={17} />}
      rightSection={<Key>{words ? "↵" : "/"}</Key>}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          onEnter();
        } else if (event.key === "Escape") {
          setWords("");
          field.current?.blur();
        }
      }}
    />
  );
}
