import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { count, moment } from "../../format";
import { Empty } from "../../ui/Empty";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import classes from "../admin.module.css";
import { DeliveryDialog } from "./DeliveryDialog";
import {
  type Delivery,
  type DeliveryState,
  deliveriesQuery,
  isHeld,
  useHookAct,
  type Webhook,
} from "./hooks";
import own from "./hooks.module.css";
import { ReplayDialog } from "./ReplayDialog";
import { HELD, resultInWords, STATE } from "./words";

/** What was sent to one webhook, or waits. */
export function HookLog({ hook }: { hook: Webhook }) {
  const [state, setState] = useState<DeliveryState | "all">("all");
  const [cursors, setCursors] = useState<string[]>([]);
  const [opened, setOpened] = useState<number | null>(null);
  const [replaying, setReplaying] = useState(false);
  const asked = deliveriesQuery(hook.id, state === "all" ? undefined : state, cursors.at(-1));
  const { data, error, refetch } = useQuery(asked);
  const path = { params: { path: { webhook_id: hook.id } } };
  const test = useHookAct(
    () => ask(api.POST("/api/webhooks/{webhook_id}/test", path)),
    (delivery) => setOpened(delivery.id),
  );
  const show = (value: string) => {
    setState(value as DeliveryState | "all");
    setCursors([]);
  };
  const next = data?.next;
  return (
    <section className={`card ${classes.listCard}`} aria-label="Deliveries">
      <div className={classes.listHead}>
        <h2 className={classes.listTitle}>
          Deliveries <span className={own.to}>to {hook.url}</span>
        </h2>
        <div className={own.acts}>
          <Button variant="default" size="sm" onClick={() => setReplaying(true)}>
            Replay…
          </Button>
          <Button variant="light" size="sm" loading={test.isPending} onClick={() => test.mutate()}>
            Send a test
          </Button>
        </div>
        <SegmentedControl
          className={own.which}
          size="xs"
          aria-label="Which deliveries"
          value={state}
          onChange={show}
          data={choices(hook)}
        />
      </div>
      {test.error && (
        <Notice tone="danger" urgent title="Not sent">
          {sentenceOf(test.error)}
        </Notice>
      )}
      {error && <LoadTrouble what="The list" error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={160} radius="lg" />}
      {data && data.items.length === 0 && (
        <Empty icon={<IconSend size={24} />} title="Nothing here">
          {state === "all" ? "Send a test, or wait for the next event." : "No delivery is in this state."}
        </Empty>
      )}
      {data && data.items.length > 0 && <Rows rows={data.items} held={isHeld(hook)} onOpen={setOpened} />}
      {(cursors.length > 0 || next) && (
        <div className={own.pager}>
          {cursors.length > 0 && (
            <Button variant="default" onClick={() => setCursors(cursors.slice(0, -1))}>
              Newer
            </Button>
          )}
          {next && (
            <Button variant="default" onClick={() => setCursors([...cursors, next])}>
              Older
            </Button>
          )}
        </div>
      )}
      {opened !== null && <DeliveryDialog id={opened} held={isHeld(hook)} onClose={() => setOpened(null)} />}
      {replaying && <ReplayDialog hook={hook} onClose={() => setReplaying(false)} />}
    </section>
  );
}

function choices(hook: Webhook) {
  return [
    { value: "all", label: "All" },
    { value: "waiting", label: `Waiting ${count(hook.waiting)}` },
    { value: "failed", label: `Failed ${count(hook.failed)}` },
    { value: "delivered", label: "Delivered" },
  ];
}

function Rows(props: { rows: Delivery[]; held: boolean; onOpen: (id: number) => void }) {
  const { rows, held, onOpen } = props;
  return (
    <table className={classes.list}>
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">State</th>
          <th scope="col">Answer</th>
          <th scope="col">Next try</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} held={held} onOpen={() => onOpen(row.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, held, onOpen }: { row: Delivery; held: boolean; onOpen: () => void }) {
  const now = useNow(15_000);
  const { words, tone } = STATE[row.state];
  const tries = row.tries > 1 ? `${row.tries} tries` : "";
  return (
    <tr>
      <th scope="row">
        <button type="button" className={own.open} onClick={onOpen} aria-label={`${row.type}, open`}>
          {row.type}
        </button>
        <span className="soft">{moment(row.happened_at, now)}</span>
      </th>
      <td data-label="State">
        <span className={own.state} data-tone={tone}>
          {words}
        </span>
        {tries && <span className={own.counts}>{tries}</span>}
      </td>
      <td data-label="Answer" className={own.answer}>
        {row.tried_at ? (
          resultInWords(row.last_status, row.last_error)
        ) : (
          <span className="soft">Not tried yet</span>
        )}
      </td>
      <td data-label="Next try" className="num">
        {row.next_at ? held ? <span className="soft">{HELD}</span> : moment(row.next_at, now) : "—"}
      </td>
    </tr>
  );
}
