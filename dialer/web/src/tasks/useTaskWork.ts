import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../api";
import { useDesk } from "../call/desk";
import { isLineUp } from "../call/guards";
import { useShortcuts } from "../keys";
import { useMay } from "../queries";
import type { Task } from "../words";
import { changeTask, type TaskChange } from "./requests";

export type TaskWork = ReturnType<typeof useTaskWork>;

/** What can be done with a task, by hand or by key. */
export function useTaskWork(tasks: Task[]) {
  const client = useQueryClient();
  const { dial, calls } = useDesk();
  const mayDial = useMay("dial");
  const onThePhone = calls.some((call) => isLineUp(call.state));
  const [wanted, setWanted] = useState(0);
  const at = Math.max(0, Math.min(wanted, tasks.length - 1));
  const selected = tasks[at];
  const change = useMutation({
    mutationFn: ({ task, ...body }: TaskChange & { task: Task }) => changeTask(task.id, body),
    onError: (error) =>
      notifications.show({ color: "red", title: "Not changed", message: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["tasks"] }),
  });

  const canCall = (task: Task) => mayDial && !onThePhone && !task.do_not_call && task.number !== null;
  const call = (task: Task) => {
    if (!canCall(task)) return;
    dial(task.lead ? { lead_id: task.lead.id } : { to: task.number ?? "" });
  };
  const tick = (task: Task) => change.mutate({ task, done: task.done_at === null });
  const move = (task: Task, due_at: string) => change.mutate({ task, due_at });

  useShortcuts(
    [
      { keys: "j", label: "Next task", run: () => setWanted(Math.min(at + 1, tasks.length - 1)) },
      { keys: "k", label: "Previous task", run: () => setWanted(Math.max(at - 1, 0)) },
      { keys: "d", label: "Call the lead of the task", run: () => selected && call(selected) },
      { keys: "x", label: "Tick the task off", run: () => selected && tick(selected) },
    ],
    { enabled: tasks.length > 0 },
  );
  return {
    selected,
    select: (task: Task) => setWanted(tasks.findIndex((one) => one.id === task.id)),
    canCall,
    call,
    tick,
    move,
  };
}
