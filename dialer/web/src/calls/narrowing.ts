import type { CallFilters } from "../queries";

type Name = keyof CallFilters;
type Value = CallFilters[Name];
type Read = (word: string) => Value;

export function readIds(search: URLSearchParams): CallFilters {
  return read(search, IDS);
}

/** What the address asks for; nonsense in it is left out. */
export function readNarrowing(search: URLSearchParams): CallFilters {
  return read(search, NARROWING);
}

export function idIn(search: URLSearchParams, name: string): number | undefined {
  return idOf(search.get(name) ?? "");
}

function read(search: URLSearchParams, readers: Partial<Record<Name, Read>>): CallFilters {
  const found = Object.entries(readers).flatMap(([name, reader]) => {
    const value = reader(search.get(name) ?? "");
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(found) as CallFilters;
}

function idOf(word: string): number | undefined {
  return within(1, Number.MAX_SAFE_INTEGER)(word);
}

function idOrNone(word: string): number | "none" | undefined {
  return word === "none" ? word : idOf(word);
}

function text(word: string): string | undefined {
  return word || undefined;
}

function flag(word: string): true | undefined {
  return word === "true" || undefined;
}

function yesOrNo(word: string): boolean | undefined {
  return word === "false" ? false : flag(word);
}

function within(least: number, most: number) {
  return (word: string): number | undefined => {
    const number = Number(word);
    const known = word !== "" && Number.isInteger(number) && number >= least && number <= most;
    return known ? number : undefined;
  };
}

function oneOf<const Word extends string>(...words: Word[]) {
  return (word: string): Word | undefined => words.find((one) => one === word);
}

const IDS: Partial<Record<Name, Read>> = {
  rep_id: idOf,
  team_id: idOrNone,
  flow_id: idOrNone,
};

const NARROWING: Partial<Record<Name, Read>> = {
  flow_step_id: idOrNone,
  in_flow: flag,
  outcome: text,
  meaning: oneOf("recorded"),
  from: text,
  to: text,
  direction: oneOf("outbound", "inbound", "manual"),
  missed: flag,
  placed: flag,
  sentiment: oneOf("positive", "neutral", "negative", "none"),
  missing_outcome: flag,
  connect_status: oneOf("connected", "not_connected"),
  books: flag,
  chosen_by: oneOf("person", "line"),
  result: oneOf(
    "not_placed",
    "busy",
    "no_answer",
    "canceled",
    "not_in_service",
    "blocked",
    "machine",
    "fax",
    "answered",
  ),
  prefilled: text,
  overruled: yesOrNo,
  alarm: oneOf("brief_positive", "long_no_answer", "hasty", "first_item"),
  wrapped_up: flag,
  hour: (word) => (word === "none" ? word : within(0, 23)(word)),
  weekday: within(1, 7),
  clock: oneOf("lead"),
};
