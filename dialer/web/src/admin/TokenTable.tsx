import { Button, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../api";
import { ago, moment } from "../format";
import { keys } from "../topics";
import { useNow } from "../ui/useNow";
import type { ApiToken } from "../words";
import classes from "./admin.module.css";
import { Confirm } from "./Confirm";

export function TokenTable({ tokens }: { tokens: ApiToken[] }) {
  const client = useQueryClient();
  const [withGone, setWithGone] = useState(false);
  const [leaving, setLeaving] = useState<ApiToken | null>(null);
  const revoke = useMutation({
    mutationFn: (id: number) =>
      ask(api.DELETE("/api/tokens/{token_id}", { params: { path: { token_id: id } } })),
    onSuccess: () => {
      setLeaving(null);
      void client.invalidateQueries({ queryKey: keys.tokens });
    },
  });
  const gone = tokens.filter((token) => token.revoked_at).length;
  return (
    <section className={`card ${classes.listCard}`} aria-label="Tokens">
      {gone > 0 && (
        <div className={classes.listHead}>
          <Switch
            label={`Show revoked (${gone})`}
            checked={withGone}
            onChange={(event) => setWithGone(event.currentTarget.checked)}
          />
        </div>
      )}
      <table className={classes.list}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Acts for</th>
            <th scope="col">May</th>
            <th scope="col">Made</th>
            <th scope="col">Last used</th>
            <th scope="col">
              <span className="soft">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens
            .filter((token) => withGone || !token.revoked_at)
            .map((token) => (
              <TokenRow key={token.id} token={token} onRevoke={() => setLeaving(token)} />
            ))}
        </tbody>
      </table>
      {leaving && (
        <Confirm
          title={`Revoke ${leaving.name}?`}
          action="Revoke"
          danger
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate(leaving.id)}
          onClose={() => setLeaving(null)}
        >
          The program that uses it is refused from its next request on. This cannot be undone.
        </Confirm>
      )}
    </section>
  );
}

function Scopes({ scopes }: { scopes: string[] }) {
  return (
    <span title={scopes.join(", ")}>{scopes.length > 2 ? `${scopes.length} scopes` : scopes.join(", ")}</span>
  );
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const now = useNow(60_000);
  return (
    <tr data-gone={token.revoked_at ? true : undefined}>
      <th scope="row">
        {token.name}
        {token.revoked_at && <span className={classes.tag}>Revoked</span>}
      </th>
      <td data-label="Acts for">{token.made_by.name}</td>
      <td data-label="May">{token.scopes === null ? "All of it" : <Scopes scopes={token.scopes} />}</td>
      <td data-label="Made" className="num">
        {moment(token.created_at, now)}
      </td>
      <td data-label="Last used" className="num">
        {token.last_used_at ? ago(token.last_used_at, now) : <span className="soft">Never</span>}
      </td>
      <td className={classes.rowAction}>
        {!token.revoked_at && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            onClick={onRevoke}
            aria-label={`Revoke ${token.name}`}
          >
            Revoke
          </Button>
        )}
      </td>
    </tr>
  );
}
