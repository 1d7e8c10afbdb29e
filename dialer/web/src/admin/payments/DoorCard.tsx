import { Button, Group, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { ago, moment } from "../../format";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import type { PaymentDoor } from "../../words";
import { Confirm } from "../Confirm";
import { CopyField } from "../CopyField";
import own from "./payments.module.css";

type Secret = PaymentDoor["secrets"][number];
const WORDS = {
  stripe: {
    title: "Stripe",
    first:
      "In Stripe's dashboard (Developers → Webhooks), add an endpoint for charge.succeeded, charge.refunded, refund.failed and charge.dispute.created, .updated and .closed. Then paste its signing secret.",
  },
  webhook: {
    title: "Zapier, Make, or any program",
    first: "A program posts JSON here and signs it as Standard Webhooks say. Make a secret for it.",
  },
};

export function DoorCard({ door }: { door: PaymentDoor }) {
  const now = useNow(30_000);
  const words = WORDS[door.processor];
  return (
    <section className={`card ${own.card}`} aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="soft">{words.first}</p>
      {door.url ? (
        <CopyField label="Address" value={door.url} />
      ) : (
        <p className="soft">Its address is made with the first secret.</p>
      )}
      {door.url && (
        <p>{door.heard_at ? `Last heard ${ago(door.heard_at, now)}.` : "Nothing has arrived yet."}</p>
      )}
      {door.secrets.length > 0 && <Secrets door={door} />}
      {door.processor === "stripe" ? (
        <PasteSecret first={door.secrets.length === 0} />
      ) : (
        <MakeSecret door={door} />
      )}
    </section>
  );
}

function useSecretAct<Given, Made>(act: (given: Given) => Promise<Made>, done?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["payments"] });
      done?.();
    },
  });
}

const addSecret = (processor: PaymentDoor["processor"], secret: string | null) =>
  ask(api.POST("/api/payments/{processor}/secrets", { params: { path: { processor } }, body: { secret } }));

function Secrets({ door }: { door: PaymentDoor }) {
  const now = useNow(60_000);
  const [leaving, setLeaving] = useState<Secret | null>(null);
  const remove = useSecretAct(
    (secret_id: string) =>
      ask(
        api.DELETE("/api/payments/{processor}/secrets/{secret_id}", {
          params: { path: { processor: door.processor, secret_id } },
        }),
      ),
    () => setLeaving(null),
  );
  return (
    <ul className={own.secrets} aria-label="Secrets that are accepted">
      {door.secrets.map((secret) => (
        <li key={secret.id}>
          <span>
            Secret ending in <code>{secret.hint}</code>
          </span>
          <span className="soft">since {moment(secret.added_at, now)}</span>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={`Remove the secret ${secret.hint}`}
            onClick={() => setLeaving(secret)}
          >
            Remove
          </Button>
        </li>
      ))}
      {leaving && (
        <Confirm
          title="Accept this secret no longer?"
          action="Remove"
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.id)}
          onClose={() => setLeaving(null)}
        >
          Messages signed with it are refused from now on. While one secret replaces another, keep both until
          the new one is in use.
        </Confirm>
      )}
    </ul>
  );
}

function PasteSecret({ first }: { first: boolean }) {
  const [secret, setSecret] = useState("");
  const add = useSecretAct(
    () => addSecret("stripe", secret.trim()),
    () => setSecret(""),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(undefined);
  };
  return (
    <form onSubmit={submit} className={own.paste}>
      <PasswordInput
        label={first ? "Signing secret" : "Accept one more secret, while it replaces the old one"}
        placeholder="whsec_…"
        autoComplete="off"
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        error={add.error ? sentenceOf(add.error) : undefined}
      />
      <Button type="submit" variant="default" loading={add.isPending} disabled={!secret.trim()}>
        Accept it
      </Button>
    </form>
  );
}

function MakeSecret({ door }: { door: PaymentDoor }) {
  const add = useSecretAct(() => addSecret("webhook", null));
  return (
    <>
      {add.data && (
        <Notice tone="info" title="Copy the secret now: it is shown this once">
          <CopyField label="Secret" value={add.data.secret} />
        </Notice>
      )}
      {add.error && <Notice tone="danger">{sentenceOf(add.error)}</Notice>}
      <Group>
        <Button variant="default" loading={add.isPending} onClick={() => add.mutate(undefined)}>
          {door.secrets.length === 0 ? "Make a secret" : "Make one more"}
        </Button>
      </Group>
      <details>
        <summary>What to send</summary>
        <pre className={own.sample}>{SAMPLE}</pre>
      </details>
    </>
  );
}

const SAMPLE = `{"type": "payment.succeeded", "timestamp": "2026-03-02T09:00:00Z",
 "data": {"payment_id": "P-1", "amount": "1200.00", "currency": "USD",
          "email": "ann@firm.example", "phone": "+12025550101", "name": "Ann", "description": "Course"}}

{"type": "payment.refunded", "data": {"payment_id": "P-1", "refunded": "300.00", "currency": "USD"}}

{"type": "payment.disputed", "data": {"payment_id": "P-1", "status": "open"}}   open, won or lost

refunded is all that was given back so far. Headers: webhook-id, webhook-timestamp, webhook-signature.`;
