import type { Outcome } from "../words";

const HEADINGS: Record<Outcome["group"], string> = { no_answer: "No answer", answered: "Answered" };

interface Arranged {
  heading: string;
  members: Outcome[];
}

/** The two groups of the catalogue, with what the server finds likely lifted above them. */
export function arrange(outcomes: Outcome[], offered: string[]): Arranged[] {
  const likely = offered.flatMap((key) => outcomes.find((outcome) => outcome.key === key) ?? []);
  const rest = outcomes.filter((outcome) => !offered.includes(outcome.key));
  const groups = (["no_answer", "answered"] as const).map((group) => ({
    heading: HEADINGS[group],
    members: rest.filter((outcome) => outcome.group === group),
  }));
  return [{ heading: "Likely", members: likely }, ...groups].filter(({ members }) => members.length > 0);
}
