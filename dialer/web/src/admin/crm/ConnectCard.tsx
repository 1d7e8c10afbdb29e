import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { Notice } from "../../ui/Notice";
import { type Crm, useConnect, useCrmAct } from "./crm";
import classes from "./crm.module.css";

/** Nobody is connected: by a person's browser, or by a server's key. */
export function ConnectCard({ crm }: { crm: Crm }) {
  const connect = useConnect();
  return (
    <section className={`card ${classes.card}`} aria-label="Connect Salesforce">
      <h2>Connect Salesforce</h2>
      {crm.connection && (
        <p className="soft">It was disconnected. What was linked is kept, and is taken up again.</p>
      )}
      {!crm.set_up && (
        <Notice tone="info" title="One step on the server first">
          Set SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET of a connected app whose callback URL is{" "}
          <code>{crm.callback_url}</code>, or use a key below.
        </Notice>
      )}
      <ul>
        <li>
          You sign in to Salesforce and allow us in; we keep a token, encrypted, and never your password.
        </li>
        <li>
          You then link your outcomes to its list of call results. Nothing changes for reps before that.
        </li>
        <li>Calls that end from then on are logged there as completed tasks, each once.</li>
      </ul>
      <div className={classes.buttons}>
        <Button disabled={!crm.set_up} loading={connect.isPending} onClick={() => connect.mutate()}>
          Connect Salesforce
        </Button>
      </div>
      {connect.error && (
        <Notice tone="danger" urgent title="Not connected">
          {sentenceOf(connect.error)}
        </Notice>
      )}
      <details>
        <summary>Connect by a key instead (JWT bearer, for servers)</summary>
        <KeyForm loginUrl={crm.login_url} />
      </details>
    </section>
  );
}

function KeyForm({ loginUrl }: { loginUrl: string }) {
  const [given, setGiven] = useState({ login_url: loginUrl, client_id: "", username: "", private_key: "" });
  const connect = useCrmAct(() => ask(api.POST("/api/crm/key", { body: given })));
  const field = (name: keyof typeof given) => ({
    required: true,
    value: given[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setGiven({ ...given, [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connect.mutate();
  };
  return (
    <form className={classes.keyForm} onSubmit={submit}>
      <TextInput label="Login address" {...field("login_url")} />
      <TextInput label="Consumer key (client ID)" {...field("client_id")} />
      <TextInput label="Username in Salesforce" {...field("username")} />
      <Textarea label="Private key (PEM)" autosize minRows={3} maxRows={8} {...field("private_key")} />
      <div className={classes.buttons}>
        <Button type="submit" variant="light" loading={connect.isPending}>
          Connect by key
        </Button>
      </div>
      {connect.error && (
        <Notice tone="danger" urgent title="Not connected">
          {sentenceOf(connect.error)}
        </Notice>
      )}
    </form>
  );
}
