import { Link } from "wouter";
import { moment } from "../format";
import { ResultMark } from "../setting/DecisionChip";
import ui from "../ui/ui.module.css";
import type { JourneyEntry, Meeting } from "../words";
import classes from "./leads.module.css";

const TASKS = { follow_up: "Follow up", book_meeting: "Book the meeting", to_do: "To do" };
export function MeetingEntry({ meeting, now }: { meeting: Meeting; now: number }) {
  const whoCame = meeting.attended === null ? null : meeting.attended ? "They came" : "They did not come";
  const called = meeting.cancelled_at ? `Cancelled by ${meeting.cancelled_by?.name ?? "the lead"}` : whoCame;
  return (
    <>
      <p className={classes.what}>
        <Link href={`/meetings/${meeting.id}`}>{meeting.event_type.name}</Link>
        {meeting.outcome && <ResultMark of={{ ...meeting, outcome: meeting.outcome }} />}
        {meeting.owes_outcome && (
          <span className={ui.chip} data-certainty="missing">
            Needs outcome
          </span>
        )}
        {!meeting.outcome && meeting.cancelled_at && <span className="soft">Cancelled</span>}
      </p>
      <p className="soft num">
        {[`With ${meeting.host.name}`, called, bookedWords(meeting, now)].filter(Boolean).join(" · ")}
      </p>
      {meeting.notes && <p className={classes.notes}>{meeting.notes}</p>}
      {meeting.outcome_notes && <p className={classes.notes}>{meeting.outcome_notes}</p>}
    </>
  );
}

function bookedWords(meeting: Meeting, now: number): string {
  return `booked ${moment(meeting.booked_at, now)} by ${meeting.booked_by?.name ?? "the lead"}`;
}

export function QualificationEntry({ of }: { of: NonNullable<JourneyEntry["qualification"]> }) {
  return (
    <>
      <p className={classes.what}>
        <strong>Decided</strong>
        <ResultMark of={of} />
      </p>
      <p className="soft">{[of.by?.name, "Appointment Setting"].filter(Boolean).join(" · ")}</p>
      {of.notes && <p className={classes.notes}>{of.notes}</p>}
    </>
  );
}

export function TaskEntry({ task, now }: { task: NonNullable<JourneyEntry["task"]>; now: number }) {
  const state = task.cancelled_at
    ? "cancelled"
    : task.done_at
      ? `done ${moment(task.done_at, now)}`
      : `due ${moment(task.due_at, now)}`;
  return (
    <>
      <p className={classes.what}>
        <strong>{task.note || TASKS[task.kind]}</strong>
      </p>
      <p className="soft num">{["Task", task.owner.name, state].join(" · ")}</p>
    </>
  );
}

export function BarEntry({ bar, now }: { bar: NonNullable<JourneyEntry["do_not_call"]>; now: number }) {
  const lifted = bar.lifted_at
    ? `Lifted ${moment(bar.lifted_at, now)}${bar.lifted_by ? ` by ${bar.lifted_by.name}` : ""}: ${bar.lift_reason}`
    : null;
  return (
    <>
      <p className={classes.what}>
        <strong>Put on the do-not-call list</strong>
      </p>
      <p className="soft num">{[bar.by?.name, bar.reason, lifted].filter(Boolean).join(" · ")}</p>
    </>
  );
}
