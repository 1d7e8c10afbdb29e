import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconMailCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { count, moment } from "../../format";
import { Empty } from "../../ui/Empty";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import own from "../crm/crm.module.css";
import { KIND_WORDS, type Mail, type MailState, mailsQuery, type Post, useMailAct } from "./mail";

/** The last messages, and those that need a person. */
export function MailTable({ post }: { post: Post }) {
  const [state, setState] = useState<MailState | "all">(post.dead > 0 ? "dead" : "all");
  const [cursors, setCursors] = useState<string[]>([]);
  const { data, error, refetch } = useQuery(mailsQuery(state === "all" ? undefined : state, cursors.at(-1)));
  const show = (value: string) => {
    setState(value as MailState | "all");
    setCursors([]);
  };
  return (
    <section className="card" aria-label="Messages" data-testid="mails">
      <div className={own.tableHead}>
        <h2>Messages</h2>
        <SegmentedControl
          className={own.which}
          size="xs"
          aria-label="Which messages"
          value={state}
          onChange={show}
          data={[
            { value: "all", label: "All" },
            { value: "waiting", label: "Waiting" },
            { value: "dead", label: `Dead letters ${count(post.dead)}` },
            { value: "sent", label: "Sent" },
          ]}
        />
      </div>
      {error && <LoadTrouble what="The messages" error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={160} radius="lg" />}
      {data && data.items.length === 0 && (
        <Empty icon={<IconMailCheck size={24} />} title="Nothing here">
          {state === "dead" ? "No message needs you." : "Messages appear here when meetings are booked."}
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

function Rows({ rows }: { rows: Mail[] }) {
  return (
    <div className={own.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">To</th>
            <th scope="col">Message</th>
            <th scope="col">State</th>
            <th scope="col">What was said</th>
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

const STATE: Record<MailState, { words: string; tone: string }> = {
  waiting: { words: "waiting", tone: "wait" },
  sent: { words: "sent", tone: "good" },
  dead: { words: "dead letter", tone: "bad" },
  dropped: { words: "dropped", tone: "" },
};

function Row({ row }: { row: Mail }) {
  const now = useNow(15_000);
  const path = { params: { path: { mail_id: row.id } } };
  const again = useMailAct(() => ask(api.POST("/api/mail/{mail_id}/send", path)));
  const isPlanned = row.state === "waiting" && row.attempts === 0 && Date.parse(row.next_try_at) > now;
  const { words, tone } = isPlanned ? { words: "planned", tone: "" } : STATE[row.state];
  const mayTry = row.state === "dead" || (row.state === "waiting" && row.attempts > 0);
  return (
    <tr data-row={row.state}>
      <th scope="row">
        {row.recipient}
        <span className="soft">{KIND_WORDS[row.kind]}</span>
      </th>
      <td>
        <details>
          <summary>{row.subject}</summary>
          <p style={{ whiteSpace: "pre-line" }}>
            {row.text || "It holds a secret link, so what it says is not shown here."}
          </p>
        </details>
      </td>
      <td>
        <span className={own.state} data-tone={tone}>
          {words}
        </span>
        <span className={`soft ${own.apiName}`}>{moment(timeOf(row), now)}</span>
      </td>
      <td className={own.wrong}>{row.error || <span className="soft">—</span>}</td>
      <td>
        {mayTry && (
          <Button size="compact-sm" variant="light" loading={again.isPending} onClick={() => again.mutate()}>
            Send again
          </Button>
        )}
        {again.error && <Notice tone="danger">{sentenceOf(again.error)}</Notice>}
      </td>
    </tr>
  );
}

/** When it was sent, or is tried next. */
function timeOf(row: Mail): string {
  if (row.sent_at) return row.sent_at;
  return row.state === "waiting" ? row.next_try_at : row.created_at;
}
