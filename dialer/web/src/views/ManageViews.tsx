import { ActionIcon, Button, Modal, Stack, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../api";
import { keys } from "../topics";
import { Notice } from "../ui/Notice";
import type { SavedView } from "../words";
import { changeView, deleteView, saveView } from "./requests";
import classes from "./views.module.css";

interface Props {
  page: string;
  views: SavedView[];
  onClose: () => void;
}

/** One's own views: another name, shared or not, or gone (which can be taken back). */
export function ManageViews({ page, views, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={<strong>Your views</strong>} centered size={560}>
      <Stack gap="md">
        {views.length === 0 && <p className="soft">Nothing saved any more.</p>}
        {views.map((view) => (
          <OwnView key={view.id} page={page} view={view} />
        ))}
      </Stack>
    </Modal>
  );
}

function OwnView({ page, view }: { page: string; view: SavedView }) {
  const [name, setName] = useState(view.name);
  const { change, remove } = useChanges(page, view);
  const renamed = name.trim() !== "" && name.trim() !== view.name;
  return (
    <form
      className={classes.own}
      onSubmit={(event) => {
        event.preventDefault();
        if (renamed) change.mutate({ name: name.trim() });
      }}
    >
      <TextInput
        aria-label={`Name of ${view.name}`}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!renamed} loading={change.isPending}>
        Rename
      </Button>
      <Switch
        label="Shared"
        aria-label={`Share ${view.name}`}
        checked={view.is_shared}
        onChange={(event) => change.mutate({ is_shared: event.currentTarget.checked })}
      />
      <ActionIcon
        variant="subtle"
        color="red"
        size="lg"
        aria-label={`Delete ${view.name}`}
        onClick={() => remove.mutate()}
      >
        <IconTrash size={17} />
      </ActionIcon>
      {(change.error ?? remove.error) && (
        <div className={classes.wide}>
          <Notice tone="danger" urgent title="Not changed">
            {sentenceOf(change.error ?? remove.error)}
          </Notice>
        </div>
      )}
    </form>
  );
}

function useChanges(page: string, view: SavedView) {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: keys.views(page) });
  const change = useMutation({
    mutationFn: (body: Parameters<typeof changeView>[1]) => changeView(view.id, body),
    onSuccess: again,
  });
  const restore = async () => {
    notifications.hide(`view-${view.id}`);
    const { name, query, is_shared } = view;
    await saveView({ page, name, query, is_shared }).catch((error: unknown) =>
      notifications.show({ color: "red", title: "Not brought back", message: sentenceOf(error) }),
    );
    await again();
  };
  const remove = useMutation({
    mutationFn: () => deleteView(view.id),
    onSuccess: () => {
      notifications.show({
        id: `view-${view.id}`,
        message: (
          <>
            Deleted “{view.name}”.{" "}
            <Button variant="subtle" size="compact-sm" onClick={() => void restore()}>
              Undo
            </Button>
          </>
        ),
      });
      return again();
    },
  });
  return { change, remove };
}
