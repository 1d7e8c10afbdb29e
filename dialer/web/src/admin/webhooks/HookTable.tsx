import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { api, ask } from "../../api";
import { ago, count } from "../../format";
import { useNow } from "../../ui/useNow";
import classes from "../admin.module.css";
import { Confirm } from "../Confirm";
import { HookDialog } from "./HookDialog";
import { eventsInWords, HEALTH, healthOf, type NewWebhook, useHookAct, type Webhook } from "./hooks";
import own from "./hooks.module.css";

interface Props {
  hooks: Webhook[];
  shown: number | undefined;
  onShow: (id: number) => void;
  onSecret: (hook: NewWebhook) => void;
}

type Doing = { what: "change" | "secret" | "delete"; hook: Webhook };

export function HookTable({ hooks, shown, onShow, onSecret }: Props) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const stop = () => setDoing(null);
  return (
    <section className={`card ${classes.listCard}`} aria-label="Webhooks">
      <table className={classes.list}>
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">Events</th>
            <th scope="col">State</th>
            <th scope="col">Last delivered</th>
            <th scope="col">
              <span className="soft">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {hooks.map((hook) => (
            <HookRow
              key={hook.id}
              hook={hook}
              isShown={hook.id === shown}
              onShow={() => onShow(hook.id)}
              onDo={(what) => setDoing({ what, hook })}
            />
          ))}
        </tbody>
      </table>
      {doing?.what === "change" && <HookDialog hook={doing.hook} onClose={stop} />}
      {doing?.what === "secret" && <Rotate hook={doing.hook} onClose={stop} onSecret={onSecret} />}
      {doing?.what === "delete" && <Delete hook={doing.hook} onClose={stop} />}
    </section>
  );
}

interface RowProps {
  hook: Webhook;
  isShown: boolean;
  onShow: () => void;
  onDo: (what: Doing["what"]) => void;
}

function HookRow({ hook, isShown, onShow, onDo }: RowProps) {
  const now = useNow(15_000);
  const path = { params: { path: { webhook_id: hook.id } } };
  const health = healthOf(hook);
  const pause = useHookAct(() => ask(api.POST("/api/webhooks/{webhook_id}/pause", path)));
  const resume = useHookAct(() => ask(api.POST("/api/webhooks/{webhook_id}/resume", path)));
  const isOff = health !== "sending" && health !== "failing";
  const waits = hook.waiting > 0 ? `${count(hook.waiting)} waiting` : "";
  const failed = hook.failed > 0 ? `${count(hook.failed)} failed` : "";
  return (
    <tr data-shown={isShown || undefined} className={own.row}>
      <th scope="row">
        <button type="button" className={own.open} onClick={onShow} aria-pressed={isShown}>
          {hook.url}
        </button>
        {hook.description && <span className="soft">{hook.description}</span>}
      </th>
      <td data-label="Events">{eventsInWords(hook.events)}</td>
      <td data-label="State">
        <span className={own.state} data-tone={HEALTH[health].tone}>
          {HEALTH[health].words}
        </span>
        {(waits || failed) && (
          <span className={own.counts}>{[waits, failed].filter(Boolean).join(", ")}</span>
        )}
      </td>
      <td data-label="Last delivered" className="num">
        {hook.delivered_at ? ago(hook.delivered_at, now) : <span className="soft">Never</span>}
      </td>
      <td className={classes.rowAction}>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size="lg" aria-label={`What to do with ${hook.url}`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onDo("change")}>Change…</Menu.Item>
            {isOff ? (
              <Menu.Item onClick={() => resume.mutate()}>Send again</Menu.Item>
            ) : (
              <Menu.Item onClick={() => pause.mutate()}>Pause</Menu.Item>
            )}
            <Menu.Item onClick={() => onDo("secret")}>New secret…</Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" onClick={() => onDo("delete")}>
              Delete…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
}

function Rotate({
  hook,
  onClose,
  onSecret,
}: {
  hook: Webhook;
  onClose: () => void;
  onSecret: (hook: NewWebhook) => void;
}) {
  const path = { params: { path: { webhook_id: hook.id } } };
  const rotate = useHookAct(
    () => ask(api.POST("/api/webhooks/{webhook_id}/secret", path)),
    (made) => {
      onClose();
      onSecret(made);
    },
  );
  return (
    <Confirm
      title="Make a new secret?"
      action="Make it"
      busy={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate()}
      onClose={onClose}
    >
      For a day both secrets sign, so that the receiver can change in peace. Then only the new one does.
    </Confirm>
  );
}

function Delete({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
  const path = { params: { path: { webhook_id: hook.id } } };
  const remove = useHookAct(() => ask(api.DELETE("/api/webhooks/{webhook_id}", path)), onClose);
  return (
    <Confirm
      title="Delete this webhook?"
      action="Delete"
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {hook.url} is told nothing more, and what waits for it is dropped. To stop for a while, pause it
      instead.
    </Confirm>
  );
}
