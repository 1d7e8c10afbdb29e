import { Button, Group, Modal, Stack } from "@mantine/core";
import { CopyField } from "../CopyField";

interface Props {
  invitation: { email: string; link: string };
  onClose: () => void;
}

export function InvitationLink({ invitation, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={<strong>Pass on this link</strong>} centered size={520}>
      <Stack gap="md">
        <p className="soft" style={{ margin: 0 }}>
          No e-mail is sent. Give this link to <strong>{invitation.email}</strong> yourself, in a way that
          only they read: whoever opens it first joins. It works once, for seven days, and is not shown again;
          a renewed invitation has a new one.
        </p>
        <CopyField label="Link" value={invitation.link} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
