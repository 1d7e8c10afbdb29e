import { isoDay } from "../format";
import type { Task } from "../words";

export interface TaskGroup {
  title: string;
  tasks: Task[];
}

/** What is late, what is for today, what comes later; days are the company's. Empty groups are left out. */
export function grouped(tasks: Task[], now: number, zone: string): TaskGroup[] {
  const today = isoDay(new Date(now), zone);
  const dayOf = (task: Task) => isoDay(new Date(task.due_at), zone);
  return [
    { title: "Overdue", tasks: tasks.filter((task) => dayOf(task) < today) },
    { title: "Today", tasks: tasks.filter((task) => dayOf(task) === today) },
    { title: "Later", tasks: tasks.filter((task) => dayOf(task) > today) },
  ].filter((group) => group.tasks.length > 0);
}
