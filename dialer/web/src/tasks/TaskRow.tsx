import { Button, Checkbox } from "@mantine/core";
import { Link } from "wouter";
import { BookButton } from "../booking/BookButton";
import { inDays } from "../call/followUp";
import { moment, phone } from "../format";
import { LeadLink } from "../leads/LeadLink";
import type { Task } from "../words";
import classes from "./tasks.module.css";
import type { TaskWork } from "./useTaskWork";

const KINDS = { follow_up: "Follow up", book_meeting: "Book the meeting", to_do: "To do" };

interface Props {
  task: Task;
  now: number;
  showOwner: boolean;
  selected: boolean;
  work: TaskWork;
}

export function TaskRow({ task, now, showOwner, selected, work }: Props) {
  const who = task.lead?.name ?? (task.number ? phone(task.number) : null);
  const what = task.note || KINDS[task.kind];
  return (
    // The box and the buttons are for the keyboard; a click in the row only chooses it.
    // biome-ignore lint/a11y/useKeyWithClickEvents: J and K choose a row.
    <li
      className={classes.row}
      data-selected={selected || undefined}
      aria-current={selected || undefined}
      data-testid="task-row"
      onClick={() => work.select(task)}
    >
      <Checkbox
        aria-label={`Done: ${what}${who ? `, ${who}` : ""}`}
        checked={task.done_at !== null}
        onChange={() => work.tick(task)}
      />
      <div className={classes.what}>
        <strong>{task.lead ? <LeadLink lead={task.lead} /> : (who ?? what)}</strong>
        <span className="soft">
          {[who ? what : null, task.lead?.organisation, showOwner ? task.owner.name : null]
            .filter(Boolean)
            .join(" · ")}
          {task.call_id && (
            <>
              {" · "}
              <Link href={`/calls?tab=all&call=${task.call_id}`}>the call</Link>
            </>
          )}
        </span>
        {task.do_not_call && <span className={classes.barred}>On the do-not-call list</span>}
      </div>
      <span className={`num ${classes.due}`} data-late={Date.parse(task.due_at) < now || undefined}>
        {moment(task.due_at, now)}
      </span>
      <div className={classes.acts}>
        {task.done_at === null && (
          <Button
            variant="subtle"
            size="compact-md"
            title="Due this time tomorrow instead"
            onClick={() => work.move(task, inDays(1, now))}
          >
            +1 d
          </Button>
        )}
        <BookTaskButton task={task} selected={selected} />
        <CallTaskButton task={task} work={work} />
      </div>
    </li>
  );
}

function BookTaskButton({ task, selected }: { task: Task; selected: boolean }) {
  if (task.kind !== "book_meeting" || task.done_at !== null || !task.lead) return null;
  const callId = task.call_id ?? undefined;
  return (
    <BookButton leadId={task.lead.id} callId={callId} label="Book" size="compact-md" withKey={selected} />
  );
}

function CallTaskButton({ task, work }: { task: Task; work: TaskWork }) {
  if (!task.number) return null;
  return (
    <Button
      variant="default"
      size="compact-md"
      disabled={!work.canCall(task)}
      title={task.do_not_call ? "This number is on the do-not-call list" : undefined}
      onClick={() => work.call(task)}
    >
      Call
    </Button>
  );
}
