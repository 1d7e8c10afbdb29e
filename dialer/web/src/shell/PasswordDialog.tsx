import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { api, ask, sentenceOf } from "../api";
import { useSession } from "../queries";
import { SHORTEST_PASSWORD } from "../session/passwords";
import { createStore } from "../store";
import { Notice } from "../ui/Notice";

export const passwordDialog = createStore(false);

export function PasswordDialog() {
  const opened = useSyncExternalStore(passwordDialog.subscribe, passwordDialog.get);
  if (!opened) return null;
  return <PasswordForm onClose={() => passwordDialog.set(false)} />;
}

function PasswordForm({ onClose }: { onClose: () => void }) {
  const { user } = useSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () =>
      ask(api.POST("/api/session/password", { body: { current_password: current, new_password: next } })),
    onSuccess: () => {
      notifications.show({ message: "Your password is changed. Other devices are signed out." });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={<strong>Change your password</strong>} centered>
      <form onSubmit={submit}>
        <Stack gap="md">
          <input type="email" autoComplete="username" value={user.email} readOnly hidden />
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            data-autofocus
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            description={`At least ${SHORTEST_PASSWORD} characters. Every other device is signed out.`}
            autoComplete="new-password"
            required
            minLength={SHORTEST_PASSWORD}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          {change.error && (
            <Notice tone="danger" urgent title="Not changed">
              {sentenceOf(change.error)}
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Change it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
