import type { EventType, MeetingKind, Role } from "../../words";

export interface Turn {
  user_id: number;
  priority: number;
}

/** An event type as it is being made or changed. */
export interface Draft {
  kind: MeetingKind;
  name: string;
  description: string;
  location: string;
  minutes: number;
  buffer_before: number;
  buffer_after: number;
  step_minutes: number;
  notice_minutes: number;
  horizon_days: number;
  daily_limit: number | null;
  needs_discovery: boolean;
  is_public: boolean;
  hosts: Turn[];
}

export const NEW = "new";

const FRESH: Draft = {
  kind: "strategy",
  name: "",
  description: "",
  location: "",
  minutes: 30,
  buffer_before: 0,
  buffer_after: 0,
  step_minutes: 30,
  notice_minutes: 240,
  horizon_days: 60,
  daily_limit: null,
  needs_discovery: false,
  is_public: true,
  hosts: [],
};

export const HOSTED_BY: Record<MeetingKind, Role> = { strategy: "closer", discovery: "setter" };

export function draftOf(edited: EventType | typeof NEW): Draft {
  if (edited === NEW) return FRESH;
  const names = Object.keys(FRESH) as (keyof Draft)[];
  const fields = Object.fromEntries(names.map((name) => [name, edited[name as keyof EventType]]));
  const hosts = edited.hosts.map(({ id, priority }) => ({ user_id: id, priority }));
  return { ...(fields as unknown as Draft), hosts };
}

/** What differs from what was saved; everything of a new one. */
export function changesOf(edited: EventType | typeof NEW, draft: Draft): Partial<Draft> {
  if (edited === NEW) return draft;
  const before = draftOf(edited);
  const names = Object.keys(draft) as (keyof Draft)[];
  const changed = names.filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]));
  return Object.fromEntries(changed.map((name) => [name, draft[name]]));
}

/** Another kind is hosted by other people, and only a strategy call waits for a discovery call. */
export function withKind(draft: Draft, kind: MeetingKind): Draft {
  if (kind === draft.kind) return draft;
  return { ...draft, kind, hosts: [], needs_discovery: kind === "strategy" && draft.needs_discovery };
}

/** "2 hours", "1 day", "45 minutes" */
export function spanInWords(minutes: number): string {
  const sizes: [number, string][] = [
    [1440, "day"],
    [60, "hour"],
    [1, "minute"],
  ];
  const [size, word] = sizes.find(([each]) => minutes > 0 && minutes % each === 0) ?? [1, "minute"];
  const count = minutes / size;
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
