import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconMailCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ask, sentenceOf } from "../../api";
import { count, moment, phone } from "../../format";
import { Empty } from "../../ui/Empty";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import { type Crm, type OutboxRow, type OutboxState, outboxQuery, useCrmAct } from "./crm";
import own from "./crm.module.css";

/** Calls on their way to Salesforce, and those that need a person. */
export function Outbox({ crm }: { crm: Crm }) {
  const [state, setState] = useState<OutboxState | "all">(crm.dead > 0 ? "dead" : "all");
  const [cursors, setCursors] = useState<string[]>([]);
  const { data, error, refetch } = useQuery(outboxQuery(state === "all" ? undefined : state, cursors.at(-1)));
  const retryAll = useCrmAct(() => ask(api.POST("/api/crm/outbox/retry")));
  const show = (value: string) => {
    setState(value as OutboxState | "all");
    setCursors([]);
  };
  return (
    <section className="card" aria-label="Outbox" data-testid="crm-outbox">
      <div className={own.tableHead}>
        <h2>Outbox</h2>
        <div className={own.head}>
          <SegmentedControl
            className={own.which}
            size="xs"
            aria-label="Which calls"
            value={state}
            onChange={show}
            data={choices(crm)}
          />
          {crm.dead > 0 && (
            <Button variant="light" loading={retryAll.isPending} onClick={() => retryAll.mutate()}>
              Retry all dead letters
            </Button>
          )}
        </div>
      </div>
      {error && <LoadTrouble what="The outbox" error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={160} radius="lg" />}
      {data && data.items.length === 0 && (
        <Empty icon={<IconMailCheck size={24} />} title="Nothing here">
          {state === "dead" ? "No call needs you." : "Calls appear here when they end."}
        </Empty>
      )}
      {data && data.items.length > 0 && <Rows rows={data.items} />}
      <div className={own.pager}>
        {cursors.length > 0 && (
          <Button variant="default" onClick={() => setCursors(cursors.slice(0, -1))}>
            Newer
          </Button>
        )}
        {data?.next && (
          <Button variant="default" onClick={() => setCursors([...cursors, data.next as string])}>
            Older
          </Button>
        )}
      </div>
    </section>
  );
}

function choices(crm: Crm) {
  return [
    { value: "all", label: "All" },
    { value: "waiting", label: `Waiting ${count(crm.waiting)}` },
    { value: "dead", label: `Dead letters ${count(crm.dead)}` },
    { value: "sent", label: "Sent" },
  ];
}

function Rows({ rows }: { rows: OutboxRow[] }) {
  return (
    <div className={own.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Outcome</th>
            <th scope="col">State</th>
            <th scope="col">What is wrong</th>
            <th scope="col">
              <span className={own.unseen}>What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const STATE: Record<OutboxState, { words: string; tone: string }> = {
  waiting: { words: "waiting", tone: "wait" },
  sent: { words: "in Salesforce", tone: "good" },
  dead: { words: "dead letter", tone: "bad" },
  dropped: { words: "dropped", tone: "" },
};

function Row({ row }: { row: OutboxRow }) {
  const now = useNow(15_000);
  const path = { params: { path: { row_id: row.id } } };
  const retry = useCrmAct(() => ask(api.POST("/api/crm/outbox/{row_id}/retry", path)));
  const drop = useCrmAct(() => ask(api.POST("/api/crm/outbox/{row_id}/drop", path)));
  const error = retry.error ?? drop.error;
  const { words, tone } = STATE[row.state];
  const tries = row.attempts > 0 ? `, ${row.attempts} ${row.attempts === 1 ? "try" : "tries"}` : "";
  return (
    <tr data-row={row.state}>
      <th scope="row">
        <Link href={`/calls?call=${row.call_id}`}>{row.lead?.name ?? phone(row.number)}</Link>
        <span className="soft">
          {row.rep?.name ?? "—"}, {moment(row.called_at, now)}
        </span>
      </th>
      <td>{row.outcome ?? <span className="soft">none</span>}</td>
      <td>
        <span className={own.state} data-tone={tone}>
          {words}
        </span>
        {row.state === "waiting" && (
          <span className={`soft ${own.apiName}`}>{`since ${moment(row.waiting_since, now)}${tries}`}</span>
        )}
        {row.url && (
          <a href={row.url} target="_blank" rel="noreferrer" className={own.apiName}>
            Open it there
          </a>
        )}
      </td>
      <td className={own.wrong}>
        {row.error ?? <span className="soft">—</span>}
        {row.error_code && <span className={`soft ${own.apiName}`}>{row.error_code}</span>}
      </td>
      <td>
        {row.state !== "sent" && (
          <div className={own.buttons}>
            <Button
              size="compact-sm"
              variant="light"
              loading={retry.isPending}
              onClick={() => retry.mutate()}
            >
              Retry
            </Button>
            {row.state !== "dropped" && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                loading={drop.isPending}
                onClick={() => drop.mutate()}
              >
                Drop
              </Button>
            )}
          </div>
        )}
        {error && <Notice tone="danger">{sentenceOf(error)}</Notice>}
      </td>
    </tr>
  );
}
