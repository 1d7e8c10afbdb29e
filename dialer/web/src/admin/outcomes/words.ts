import type { Outcome } from "../../words";

export type Group = Outcome["group"];
export type Trigger = Outcome["prefills"][number];

export const GROUPS: Record<Group, string> = { no_answer: "No answer", answered: "Answered" };
export const CONNECT: Record<Outcome["connect_status"], string> = {
  connected: "Connected",
  not_connected: "Not connected",
};
export const SENTIMENTS: Record<Outcome["sentiment"], string> = {
  positive: "Positive",
  neutral: "Neutral",
  negative: "Negative",
};
/** What the line can know by itself. */
export const TRIGGERS: Record<Trigger, string> = {
  busy: "Line busy",
  not_in_service: "Number not in service",
  no_answer: "Rang out",
  canceled: "Rep gave up while it rang",
  machine: "Machine answered",
  voicemail_left: "Message played to its end",
};
export const COMFORTABLE = 20;

export function effectsOf({ effects }: Pick<Outcome, "effects">): string[] {
  const days = effects.follow_up_days;
  return [
    effects.marks_do_not_call ? "Marks do-not-call" : "",
    days ? `Follow-up after ${days} ${days === 1 ? "day" : "days"}` : "",
    effects.opens_booking ? "Opens booking" : "",
  ].filter(Boolean);
}

/** Results that no outcome in use fills in for. */
export function untaken(outcomes: Outcome[]): Trigger[] {
  const taken = new Set(outcomes.flatMap((one) => (one.deleted ? [] : one.prefills)));
  return (Object.keys(TRIGGERS) as Trigger[]).filter((trigger) => !taken.has(trigger));
}
