import { Button, Popover, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../api";
import { fromField, inDays, toField } from "../call/followUp";
import { Notice } from "../ui/Notice";
import { addTask } from "./requests";
import classes from "./tasks.module.css";

/** A task of one's own, written by hand. */
export function AddTask() {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [due, setDue] = useState(() => toField(inDays(1)));
  const at = fromField(due);
  const add = useMutation({
    mutationFn: (due_at: string) => addTask(note.trim(), due_at),
    onSuccess: () => {
      setOpen(false);
      setNote("");
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["tasks"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at) add.mutate(at);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" radius="lg" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconPlus size={17} />} onClick={() => setOpen(!open)}>
          Add a task
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form className={classes.add} onSubmit={submit}>
          <TextInput
            label="What is to be done"
            required
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <TextInput
            label="Due"
            type="datetime-local"
            required
            value={due}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
          {add.error && (
            <Notice tone="danger" urgent>
              {sentenceOf(add.error)}
            </Notice>
          )}
          <Button type="submit" loading={add.isPending} disabled={!note.trim() || !at}>
            Add
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
