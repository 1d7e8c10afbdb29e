import { useQuery } from "@tanstack/react-query";
import { usersQuery } from "../../queries";
import { nameInWords } from "./words";

/** What an entry is about, in words: people by their names, the rest as the log names it. */
export function useSubjectNames(): (subject: string) => string {
  const { data: people = [] } = useQuery(usersQuery);
  const names = new Map(people.map((person) => [`user:${person.id}`, person.name]));
  return (subject) => names.get(subject) ?? nameInWords(subject.replace(":", " "));
}
