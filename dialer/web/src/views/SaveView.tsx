import { Button, Group, Modal, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../api";
import { keys } from "../topics";
import { Notice } from "../ui/Notice";
import type { SavedView } from "../words";
import { saveView } from "./requests";

interface Props {
  page: string;
  query: string;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}

export function SaveView({ page, query, onSaved, onClose }: Props) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => saveView({ page, name, query, is_shared: shared }),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: keys.views(page) });
      onSaved(view);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={<strong>Save this view</strong>} centered>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            placeholder="For Monday mornings"
            required
            maxLength={80}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Switch
            label="Share with everybody here"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          {save.error && (
            <Notice tone="danger" urgent title="Not saved">
              {sentenceOf(save.error)}
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ""}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
