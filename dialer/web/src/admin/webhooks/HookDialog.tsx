import { Button, Checkbox, Group, Modal, SegmentedControl, Skeleton, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { Notice } from "../../ui/Notice";
import { byNoun, eventsQuery, type NewWebhook, useHookAct, type Webhook, type WebhookDraft } from "./hooks";
import own from "./hooks.module.css";

interface Props {
  /** The one to change; without it a new one is made. */
  hook?: Webhook;
  onClose: () => void;
  onMade?: (made: NewWebhook) => void;
}

/** Where to send, and which events. */
export function HookDialog({ hook, onClose, onMade }: Props) {
  const [draft, setDraft] = useState<WebhookDraft>({
    url: hook?.url ?? "",
    description: hook?.description ?? "",
    events: hook?.events ?? [],
  });
  const [all, setAll] = useState((hook?.events ?? []).length === 0);
  const body = { ...draft, events: all ? [] : draft.events };
  const make = useHookAct(() => ask(api.POST("/api/webhooks", { body })), onMade);
  const change = useHookAct(() => {
    const params = { path: { webhook_id: hook?.id ?? 0 } };
    return ask(api.PATCH("/api/webhooks/{webhook_id}", { params, body }));
  }, onClose);
  const act = hook ? change : make;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>{hook ? "Change the webhook" : "Add a webhook"}</strong>}
      centered
      size={600}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Address"
            description="Begins with https:// and can be reached from the internet."
            placeholder="https://example.com/hooks/dialer"
            type="url"
            required
            maxLength={2000}
            data-autofocus
            value={draft.url}
            onChange={(event) => setDraft({ ...draft, url: event.currentTarget.value })}
          />
          <TextInput
            label="Description"
            description="What it is for, so that somebody else can tell."
            maxLength={200}
            value={draft.description}
            onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
          />
          <SegmentedControl
            aria-label="Which events"
            value={all ? "all" : "some"}
            onChange={(value) => setAll(value === "all")}
            data={[
              { value: "all", label: "All events, later ones too" },
              { value: "some", label: "Only these" },
            ]}
          />
          {!all && <Events chosen={draft.events} onChange={(events) => setDraft({ ...draft, events })} />}
          {act.error && (
            <Notice tone="danger" urgent title="Not saved">
              {sentenceOf(act.error)}
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={act.isPending} disabled={!all && draft.events.length === 0}>
              {hook ? "Save" : "Add it"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type Kinds = WebhookDraft["events"];

function Events({ chosen, onChange }: { chosen: Kinds; onChange: (events: Kinds) => void }) {
  const { data: events } = useQuery(eventsQuery);
  if (!events) return <Skeleton h={160} radius="md" />;
  return (
    <Checkbox.Group value={chosen} onChange={(value) => onChange(value as Kinds)} aria-label="Events">
      <div className={own.events}>
        {byNoun(events).map(([noun, of]) => (
          <fieldset key={noun}>
            <legend>{noun}</legend>
            {of.map((event) => (
              <Checkbox
                key={event.type}
                value={event.type}
                label={<code>{event.type}</code>}
                description={event.meaning}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </Checkbox.Group>
  );
}
