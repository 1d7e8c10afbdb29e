import { Button, Drawer } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../../api";
import { Notice } from "../../ui/Notice";
import type { EventType } from "../../words";
import { CopyField } from "../CopyField";
import classes from "./booking.module.css";
import { changesOf, draftOf, NEW } from "./draft";
import { EventTypeForm } from "./EventTypeForm";
import { addEventType, archiveEventType, changeEventType, useLookAgain } from "./requests";

interface Props {
  edited: EventType | typeof NEW;
  onClose: () => void;
}

export function EventTypeDrawer({ edited, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(edited));
  const [opened, setOpened] = useState(true);
  const lookAgain = useLookAgain();
  const isNew = edited === NEW;
  const changes = changesOf(edited, draft);
  const close = () => setOpened(false);
  const save = useMutation({
    mutationFn: () => (isNew ? addEventType(draft) : changeEventType(edited.id, changes)),
    onSuccess: (saved) => {
      notifications.show({ message: isNew ? `“${saved.name}” can be booked now.` : "Saved." });
      close();
    },
    onSettled: lookAgain,
  });
  const archive = useMutation({
    mutationFn: archiveEventType,
    onSuccess: (row) => {
      notifications.show({ message: `“${row.name}” is archived. Restore it from the end of this page.` });
      close();
    },
    onSettled: lookAgain,
  });
  const error = save.error ?? archive.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Drawer
      opened={opened}
      onClose={close}
      onExitTransitionEnd={onClose}
      position="right"
      size="min(620px, 100%)"
      title={
        <strong style={{ overflowWrap: "anywhere" }}>
          {isNew ? "New event type" : `Edit ${edited.name}`}
        </strong>
      }
      closeButtonProps={{ "aria-label": "Close without saving" }}
    >
      <form className={classes.form} onSubmit={submit}>
        {!isNew && edited.is_public && <CopyField label="Link for leads" value={edited.link} />}
        <EventTypeForm edited={edited} draft={draft} onDraft={setDraft} />
        {error && (
          <Notice tone="danger" urgent title="Not saved">
            {sentenceOf(error)}
          </Notice>
        )}
        <div className={classes.saving}>
          <Button type="submit" loading={save.isPending} disabled={Object.keys(changes).length === 0}>
            {isNew ? "Add event type" : "Save"}
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          {!isNew && (
            <Button
              variant="subtle"
              color="red"
              className={classes.far}
              loading={archive.isPending}
              onClick={() => archive.mutate(edited)}
            >
              Archive
            </Button>
          )}
        </div>
      </form>
    </Drawer>
  );
}
