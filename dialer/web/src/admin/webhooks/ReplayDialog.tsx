import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { count } from "../../format";
import { Notice } from "../../ui/Notice";
import { useHookAct, type Webhook } from "./hooks";

/** Everything that happened since an instant, once more. */
export function ReplayDialog({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
  const [since, setSince] = useState(hoursAgo(24));
  const [failedOnly, setFailedOnly] = useState(true);
  const replay = useHookAct(() => {
    const params = { path: { webhook_id: hook.id } };
    const body = { since: new Date(since).toISOString(), failed_only: failedOnly };
    return ask(api.POST("/api/webhooks/{webhook_id}/replay", { params, body }));
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    replay.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={<strong>Send again what happened since</strong>} centered>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Since"
            type="datetime-local"
            required
            data-autofocus
            value={since}
            onChange={(event) => setSince(event.currentTarget.value)}
          />
          <Checkbox
            label="Only what failed"
            description="Without this, what arrived is sent once more, under the ids it had."
            checked={failedOnly}
            onChange={(event) => setFailedOnly(event.currentTarget.checked)}
          />
          {replay.error && (
            <Notice tone="danger" urgent title="Not done">
              {sentenceOf(replay.error)}
            </Notice>
          )}
          {replay.data && (
            <Notice tone="info" title={inWords(replay.data.deliveries)}>
              They go out one after another.
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {replay.data ? "Done" : "Cancel"}
            </Button>
            <Button type="submit" loading={replay.isPending} disabled={!since}>
              Send again
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function inWords(deliveries: number): string {
  if (deliveries === 0) return "There is nothing to send again";
  return `${count(deliveries)} ${deliveries === 1 ? "delivery waits" : "deliveries wait"} to be sent`;
}

function hoursAgo(hours: number): string {
  const then = new Date(Date.now() - hours * 3_600_000);
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
