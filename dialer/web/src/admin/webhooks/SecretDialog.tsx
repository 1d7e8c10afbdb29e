import { Button, Group, Modal, Stack } from "@mantine/core";
import { CopyField } from "../CopyField";
import type { NewWebhook } from "./hooks";

/** The secret, for this once. */
export function SecretDialog({ hook, onClose }: { hook: NewWebhook; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>Copy the signing secret now</strong>}
      centered
      size={560}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        <span className="soft">
          It is shown this once. The receiver checks with it that a delivery is ours and unchanged
          {hook.old_secret_until ? "; for a day the secret before it signs as well." : "."}
        </span>
        <CopyField label="Signing secret" value={hook.secret} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
