import { moment } from "../format";
import type { Effect, OutcomeRecord } from "../words";

/** "Morgan Lind changed Busy → Follow up: heard the recording" */
export function entryWords(record: OutcomeRecord, before: OutcomeRecord | undefined): string {
  const after = record.outcome?.label ?? "no outcome";
  if (record.source === "webhook" && !record.undone) return record.reason ?? "Pre-filled from the line";
  const who = record.by?.name ?? "Somebody";
  const why = record.reason ? `: ${record.reason}` : "";
  if (record.undone) return `${who} took that back: ${after} again`;
  if (!before?.outcome) return record.outcome ? `${who} picked ${after}${why}` : `${who} cleared it${why}`;
  if (before.outcome.key === record.outcome?.key) return `${who} confirmed it${why}`;
  return `${who} changed ${before.outcome.label} → ${after}${why}`;
}

const TASKS = { follow_up: "Follow-up", book_meeting: "Task to book the meeting" };
const ACTS = { made: "made", revived: "back again", moved: "moved", cancelled: "cancelled", kept: "kept" };

/** What an entry brought about or took back, in a sentence. */
export function effectWords({ kind, act, due_at }: Effect, now: number): string {
  if (kind === "do_not_call") {
    return act === "made"
      ? "Number put on the do-not-call list"
      : "Number stays on the do-not-call list; a manager or an admin can lift it, with a reason";
  }
  const due = due_at && act !== "cancelled" ? `, due ${moment(due_at, now)}` : "";
  return `${TASKS[kind]} ${ACTS[act]}${due}`;
}
