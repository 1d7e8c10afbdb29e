import { api, ask } from "../api";
import type { Task } from "../words";

export interface TaskChange {
  done?: boolean;
  due_at?: string;
}

export function changeTask(id: number, change: TaskChange): Promise<Task> {
  return ask(api.PATCH("/api/tasks/{task_id}", { params: { path: { task_id: id } }, body: change }));
}

export function addTask(note: string, due_at: string): Promise<Task> {
  return ask(api.POST("/api/tasks", { body: { note, due_at } }));
}
