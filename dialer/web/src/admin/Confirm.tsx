import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { sentenceOf } from "../api";
import { Notice } from "../ui/Notice";

interface Props {
  title: string;
  children: ReactNode;
  /** What the button does, as a verb. */
  action: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  disabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot simply be taken back; what the server says against it stays in sight. */
export function Confirm({
  title,
  children,
  action,
  danger,
  busy,
  error,
  disabled,
  onConfirm,
  onClose,
}: Props) {
  return (
    <Modal opened onClose={onClose} title={<strong>{title}</strong>} centered>
      <Stack gap="md">
        <div>{children}</div>
        {error !== null && error !== undefined && (
          <Notice tone="danger" urgent title="Not done">
            {sentenceOf(error)}
          </Notice>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color={danger ? "red" : undefined} loading={busy} disabled={disabled} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
