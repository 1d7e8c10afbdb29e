import type { CallFilters } from "../queries";
import { RESULT_WORDS } from "../ui/ResultChip";
import type { Alarm } from "../words";

/** A filter that the bar has no field for, in words, and what it is called in the address. */
export interface FilterChip {
  name: keyof CallFilters;
  words: string;
}

/** What the people and things behind numbers are called. */
export interface Names {
  team: (id: number) => string;
  flow: (id: number) => string;
  step: (id: number) => string;
  outcome: (key: string) => string;
}

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export const ALARM_WORDS: Record<Alarm, string> = {
  brief_positive: "Positive after a few seconds",
  long_no_answer: "No answer after minutes of talk",
  hasty: "Recorded within a second",
  first_item: "Always the first outcome",
};

type Words = {
  [Name in keyof CallFilters]?: (value: NonNullable<CallFilters[Name]>, names: Names) => string;
};

const WORDS: Words = {
  team_id: (id, names) => (id === "none" ? "In no team" : `Team: ${names.team(id)}`),
  flow_id: (id, names) => (id === "none" ? "In no flow" : `Flow: ${names.flow(id)}`),
  flow_step_id: (id, names) => (id === "none" ? "In no step" : `Step: ${names.step(id)}`),
  in_flow: () => "Calls of flows",
  weekday: (day) => `${WEEKDAYS[day - 1]}s`,
  hour: (hour) => (hour === "none" ? "Lead’s clock not known" : hoursOf(hour)),
  clock: () => "On the lead’s clock",
  missing_outcome: () => "Without an outcome",
  connect_status: (status) => (status === "connected" ? "Connected" : "Not connected"),
  sentiment: (sentiment) => (sentiment === "none" ? "No sentiment" : capital(sentiment)),
  books: () => "Meeting booked",
  chosen_by: (who) => (who === "person" ? "Outcome chosen by a person" : "Outcome only pre-filled"),
  result: (result) => `Line: ${RESULT_WORDS[result]}`,
  prefilled: (key, names) => `Pre-filled: ${names.outcome(key)}`,
  overruled: (overruled) => (overruled ? "Pre-fill overruled" : "Pre-fill kept"),
  alarm: (alarm) => ALARM_WORDS[alarm],
  wrapped_up: () => "With wrap-up time",
  meaning: () => "As recorded",
  placed: () => "Placed calls only",
};

export function chipsOf(filters: CallFilters, names: Names): FilterChip[] {
  const known = Object.keys(WORDS) as (keyof CallFilters)[];
  return known.flatMap((name) => {
    const value = filters[name];
    const words = WORDS[name] as ((value: unknown, names: Names) => string) | undefined;
    return value === undefined || !words ? [] : [{ name, words: words(value, names) }];
  });
}

/** "09:00–10:00" */
export function hoursOf(hour: number): string {
  const clock = (at: number) => `${String(at).padStart(2, "0")}:00`;
  return `${clock(hour)}–${clock(hour + 1)}`;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
