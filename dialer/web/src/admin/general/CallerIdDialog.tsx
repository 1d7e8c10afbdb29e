import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { phone } from "../../format";
import { keys } from "../../topics";
import { Notice } from "../../ui/Notice";
import type { CallerId } from "../../words";

export function CallerIdDialog({ row, onClose }: { row: CallerId; onClose: () => void }) {
  const client = useQueryClient();
  const [label, setLabel] = useState(row.label);
  const [isDefault, setDefault] = useState(row.default);
  const done = {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.callerIds });
      onClose();
    },
  };
  const params = { path: { caller_id_id: row.id } };
  const save = useMutation({
    mutationFn: () =>
      ask(api.PATCH("/api/caller-ids/{caller_id_id}", { params, body: { label, default: isDefault } })),
    ...done,
  });
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE("/api/caller-ids/{caller_id_id}", { params })),
    ...done,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const error = save.error ?? remove.error;
  return (
    <Modal opened onClose={onClose} title={<strong>{phone(row.number)}</strong>} centered>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Label"
            maxLength={120}
            data-autofocus
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <Checkbox
            label="Show it on every call from now on"
            description={
              row.default ? "To change this, make another number the one that is shown." : undefined
            }
            disabled={row.default}
            checked={isDefault}
            onChange={(event) => setDefault(event.currentTarget.checked)}
          />
          {error && (
            <Notice tone="danger" urgent title="Not changed">
              {sentenceOf(error)}
            </Notice>
          )}
          <Group justify="space-between">
            {row.default ? (
              <span />
            ) : (
              <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
                Remove
              </Button>
            )}
            <Group>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={save.isPending}>
                Save
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
