import { useQuery } from "@tanstack/react-query";
import { useOutcomes, usersQuery } from "../../queries";
import { nameInWords } from "./words";

/** What an entry is about, in words: people and outcomes by their names, the rest as the log names it. */
export function useSubjectNames(): (subject: string) => string {
  const { data: people = [] } = useQuery(usersQuery);
  const outcomes = useOutcomes();
  const names = new Map([
    ...people.map((person): [string, string] => [`user:${person.id}`, person.name]),
    ...outcomes.map((one): [string, string] => [`outcome:${one.key}`, one.label]),
  ]);
  return (subject) => names.get(subject) ?? nameInWords(subject.replace(":", " "));
}
