import { Button, Group, Modal, Text } from "@mantine/core";
import { IconMicrophone } from "@tabler/icons-react";

/** Said before the browser asks, so that its question is no surprise. */
export function MicrophoneDialog({ onAnswer }: { onAnswer: (goOn: boolean) => void }) {
  return (
    <Modal opened onClose={() => onAnswer(false)} title="Your microphone carries the call" centered>
      <Group wrap="nowrap" align="flex-start" gap="md">
        <IconMicrophone size={28} stroke={1.6} color="var(--accent)" aria-hidden="true" />
        <Text size="sm">
          The browser will now ask whether this page may use the microphone. Choose <strong>Allow</strong>:
          without it the person you call cannot hear you. It listens only while a call is up.
        </Text>
      </Group>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => onAnswer(false)}>
          Not now
        </Button>
        <Button onClick={() => onAnswer(true)} data-autofocus>
          Continue and call
        </Button>
      </Group>
    </Modal>
  );
}
