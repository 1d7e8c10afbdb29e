import { SegmentedControl, Skeleton, Switch } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { type TaskState, tasksQuery, useMay, useSession } from "../queries";
import { Empty } from "../ui/Empty";
import { Key } from "../ui/Key";
import { LoadTrouble } from "../ui/LoadTrouble";
import { useNow } from "../ui/useNow";
import type { Task } from "../words";
import { AddTask } from "./AddTask";
import { grouped } from "./grouped";
import { TaskRow } from "./TaskRow";
import classes from "./tasks.module.css";
import { useTaskWork } from "./useTaskWork";

const NONE: Task[] = [];

/** What outcomes asked for and what people wrote down: late first, then today, then later. */
export default function TasksPage() {
  const { company } = useSession();
  const [state, setState] = useState<TaskState>("open");
  const [team, setTeam] = useState(false);
  const now = useNow(30_000);
  const { data, error, refetch } = useQuery(tasksQuery(state, team));
  const tasks = data?.items ?? NONE;
  const groups = state === "done" ? [{ title: "Done", tasks }] : grouped(tasks, now, company.time_zone);
  const seesTeam = useMay("see_team");
  const work = useTaskWork(groups.flatMap((group) => group.tasks));

  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1>Tasks</h1>
        <SegmentedControl
          aria-label="Which tasks"
          value={state}
          onChange={(next) => setState(next as TaskState)}
          data={[
            { value: "open", label: "To do" },
            { value: "done", label: "Done" },
          ]}
        />
        {seesTeam && (
          <Switch label="Everybody's" checked={team} onChange={(event) => setTeam(event.target.checked)} />
        )}
        <AddTask />
      </header>
      {error && <LoadTrouble what="The list" error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={220} radius="lg" />}
      {data && tasks.length === 0 && <NothingToDo state={state} />}
      {tasks.length > 0 && <Hints />}
      {groups.map(
        ({ title, tasks: members }) =>
          members.length > 0 && (
            <section key={title} className={`card ${classes.group}`} aria-label={title}>
              <h2>
                {title} <span className="soft num">{members.length}</span>
              </h2>
              <ul>
                {members.map((task) => (
                  <TaskRow
                    key={task.id}
                    task={task}
                    now={now}
                    showOwner={team}
                    selected={task.id === work.selected?.id}
                    work={work}
                  />
                ))}
              </ul>
            </section>
          ),
      )}
    </div>
  );
}

function NothingToDo({ state }: { state: TaskState }) {
  return (
    <section className="card">
      <Empty
        icon={<IconChecklist size={26} />}
        title={state === "done" ? "Nothing done yet" : "Nothing to do"}
      >
        An outcome such as Follow up makes a task here. <Link href="/dial">Go on dialing</Link>
      </Empty>
    </section>
  );
}

function Hints() {
  return (
    <p className={classes.hints}>
      <Key>J</Key>
      <Key>K</Key> move, <Key>D</Key> calls the lead, <Key>B</Key> books a meeting that was promised,{" "}
      <Key>X</Key> ticks off
    </p>
  );
}
