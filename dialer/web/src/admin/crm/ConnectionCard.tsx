import { Button, Modal, Select } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { count, moment } from "../../format";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import { type Connection, type Crm, useConnect, useCrmAct } from "./crm";
import classes from "./crm.module.css";

interface Props {
  crm: Crm;
  connection: Connection;
}

/** How the connection is, and what an admin does with it. */
export function ConnectionCard({ crm, connection }: Props) {
  const sync = useCrmAct(() => ask(api.POST("/api/crm/sync")));
  const connect = useConnect();
  const needsLogin = connection.state === "needs_login";
  const error = sync.error ?? connect.error;
  return (
    <section className={`card ${classes.card}`} aria-label="Connection" data-testid="crm-connection">
      <div className={classes.head}>
        <h2>
          Salesforce <State connection={connection} />
        </h2>
        <div className={classes.buttons}>
          {needsLogin && connection.login === "oauth" && (
            <Button loading={connect.isPending} onClick={() => connect.mutate()}>
              Connect again
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconRefresh size={17} />}
            disabled={needsLogin}
            loading={sync.isPending || connection.syncing}
            onClick={() => sync.mutate()}
          >
            Sync now
          </Button>
          <Disconnect waiting={crm.waiting} />
        </div>
      </div>
      {error && (
        <Notice tone="danger" urgent title="Not done">
          {sentenceOf(error)}
        </Notice>
      )}
      <Facts crm={crm} connection={connection} />
      <FieldChoice connection={connection} />
      <Changes connection={connection} />
    </section>
  );
}

function State({ connection }: { connection: Connection }) {
  const [words, tone] =
    connection.state === "needs_login"
      ? ["needs you to sign in", "bad"]
      : connection.trouble
        ? ["in trouble", "bad"]
        : ["connected", "good"];
  return (
    <span className={classes.state} data-tone={tone}>
      {words}
    </span>
  );
}

function Facts({ crm, connection }: Props) {
  const now = useNow(15_000);
  const used = connection.calls_limit
    ? `${count(connection.calls_used)} of ${count(connection.calls_limit)} today`
    : "—";
  return (
    <dl className={classes.facts}>
      <Fact name="Org">
        <a href={connection.instance_url} target="_blank" rel="noreferrer">
          {connection.instance_url.replace(/^https?:\/\//, "") || "—"}
        </a>
      </Fact>
      <Fact name="Last sync">{connection.synced_at ? moment(connection.synced_at, now) : "not yet"}</Fact>
      <Fact name="Logged">{count(crm.sent)}</Fact>
      <Fact name="Waiting">{count(crm.waiting)}</Fact>
      <Fact name="Dead letters">{count(crm.dead)}</Fact>
      <Fact name="API requests">{used}</Fact>
      <Fact name="Signed in">
        {connection.login === "jwt"
          ? `by key as ${connection.username}`
          : (connection.connected_by?.name ?? "at setup")}
      </Fact>
      {connection.paused_until && <Fact name="Next try">{moment(connection.paused_until, now)}</Fact>}
      {connection.trouble_said && <Fact name="It said">{connection.trouble_said}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function FieldChoice({ connection }: { connection: Connection }) {
  const change = useCrmAct((field: string) => ask(api.PATCH("/api/crm", { body: { field } })));
  const known = connection.fields.map(({ name, label }) => ({ value: name, label: `${label} (${name})` }));
  const here = { value: connection.field, label: connection.field };
  return (
    <Select
      className={classes.field}
      label="Field of Task that takes a call's result"
      description={
        connection.field_kind === "text"
          ? "This field is plain text: it takes every outcome's label, and there is no list to follow."
          : "Its list of values becomes your outcomes. Choosing another begins linking anew."
      }
      data={known.some((one) => one.value === connection.field) ? known : [here, ...known]}
      value={change.isPending ? change.variables : connection.field}
      allowDeselect={false}
      onChange={(field) => field && field !== connection.field && change.mutate(field)}
      error={change.error ? sentenceOf(change.error) : undefined}
    />
  );
}

const WHAT: Record<string, string> = {
  new: "New",
  linked: "Linked",
  renamed: "Renamed",
  deleted: "Deleted",
  restored: "Restored",
  kept: "Left as it is",
  left: "Left out",
};

function Changes({ connection }: { connection: Connection }) {
  const now = useNow(15_000);
  if (connection.changes.length === 0 || !connection.changed_at) return null;
  return (
    <details className={classes.changes} open={connection.changes.length <= 8}>
      <summary>
        What the last sync with changes did ({moment(connection.changed_at, now)}, {connection.changes.length}
        )
      </summary>
      <ul>
        {connection.changes.map((change) => (
          <li key={`${change.what} ${change.label}`}>
            <strong>{WHAT[change.what] ?? change.what}</strong> {change.label}
            {change.detail && <span className="soft"> — {change.detail}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Disconnect({ waiting }: { waiting: number }) {
  const [asked, setAsked] = useState(false);
  const disconnect = useCrmAct(() => ask(api.DELETE("/api/crm/connection")));
  const held = waiting === 1 ? "1 call still waits" : `${waiting} calls still wait`;
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsked(true)}>
        Disconnect
      </Button>
      <Modal opened={asked} onClose={() => setAsked(false)} title="Disconnect Salesforce?" centered>
        <p>
          Our token is revoked, and calls that end from now on are not logged there. Outcomes and links stay.
          {waiting > 0 && ` ${held} to be sent; connecting again sends them.`}
        </p>
        {disconnect.error && <Notice tone="danger">{sentenceOf(disconnect.error)}</Notice>}
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setAsked(false)}>
            Stay connected
          </Button>
          <Button
            color="red"
            loading={disconnect.isPending}
            onClick={() => disconnect.mutate(undefined, { onSuccess: () => setAsked(false) })}
          >
            Disconnect
          </Button>
        </div>
      </Modal>
    </>
  );
}
