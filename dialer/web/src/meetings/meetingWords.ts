import { NONE } from "../format";
import type { Meeting, MeetingKind, MeetingOutcome, OutcomeMark } from "../words";
import type { useMeetingChoices } from "./requests";

type Choices = ReturnType<typeof useMeetingChoices>;

export const KIND_WORDS: Record<MeetingKind, string> = { strategy: "Strategy", discovery: "Discovery" };

export const SOURCE_WORDS: Record<Meeting["source"], string> = {
  call: "from a call",
  lead: "from the lead",
  approved: "after an approval",
  public: "on the public page",
};

const SENTIMENTS: Record<MeetingOutcome, OutcomeMark["sentiment"]> = {
  sale: "positive",
  approved: "positive",
  no_sale: "negative",
  rejected: "negative",
};

/** What a meeting came to, as a chip shows it. */
export function markOf(meeting: Pick<Meeting, "kind" | "outcome">, choices: Choices): OutcomeMark | null {
  const { outcome } = meeting;
  if (!outcome) return null;
  const label = outcomeOf(choices, meeting.kind, outcome)?.label ?? outcome;
  return { label, sentiment: SENTIMENTS[outcome], deleted: false };
}

export function outcomeOf(choices: Choices, kind: MeetingKind, outcome: string | null | undefined) {
  return choices.find((one) => one.kind === kind)?.outcomes.find((one) => one.outcome === outcome);
}

interface Said {
  outcome?: string | null;
  reason?: string | null;
  objection?: string | null;
}

/** "No sale: Unqualified, Money" */
export function resultWords(choices: Choices, kind: MeetingKind, said: Said): string {
  const choice = outcomeOf(choices, kind, said.outcome);
  if (!choice) return said.outcome ?? "No outcome";
  const reason = choice.reasons.find((one) => one.reason && one.reason === said.reason)?.label;
  const objection = choice.objections.find((one) => one.objection === said.objection)?.label;
  const more = [reason, objection].filter(Boolean).join(", ");
  return more ? `${choice.label}: ${more}` : choice.label;
}

/** Reason and objection beside the chip. */
export function detailWords(choices: Choices, meeting: Meeting): string {
  return resultWords(choices, meeting.kind, meeting).split(": ")[1] ?? "";
}

const DAY = { weekday: "short", day: "numeric", month: "short" } as const;

/** "Tue 3 Mar, 10:00–10:30", in a zone or in the reader's own. */
export function spanWords(from: string, to: string, zone?: string): string {
  const options = { hour: "2-digit", minute: "2-digit", timeZone: zone } as const;
  const [starts, ends] = [from, to].map((at) => new Date(at).toLocaleTimeString("en-GB", options));
  return `${dayWords(from, zone)}, ${starts}–${ends}`;
}

/** "Tue 3 Mar", with the year where it is another one. */
export function dayWords(iso: string, zone?: string): string {
  const date = new Date(iso);
  const other = date.getFullYear() !== new Date().getFullYear();
  const options = { ...DAY, timeZone: zone, ...(other ? { year: "numeric" as const } : {}) };
  return date.toLocaleDateString("en-GB", options).replace(",", "");
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "in 20 min", "in 3 h", "in 5 days" */
export function untilWords(iso: string, now: number): string {
  const minutes = Math.max(1, Math.round((Date.parse(iso) - now) / 60_000));
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `in ${hours} h` : `in ${Math.round(hours / 24)} days`;
}

export function attendedWords(attended: boolean | null): string {
  if (attended === null) return NONE;
  return attended ? "Came" : "Did not come";
}
