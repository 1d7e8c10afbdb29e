import { Button, Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { moment } from "../../format";
import { keys } from "../../topics";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import { useNow } from "../../ui/useNow";
import type { Invitation } from "../../words";
import classes from "../admin.module.css";
import { Confirm } from "../Confirm";
import { InvitationLink } from "./InvitationLink";
import { invitationsQuery, rolesInWords } from "./people";

/** Who has been invited and has not joined yet. */
export function Invitations() {
  const { data: invitations, error, refetch } = useQuery(invitationsQuery);
  const renew = useRenew();
  const withdraw = useWithdraw();
  const [leaving, setLeaving] = useState<Invitation | null>(null);
  if (error) return <LoadTrouble what="The invitations" error={error} retry={() => void refetch()} />;
  if (!invitations || invitations.length === 0) return null;
  return (
    <section className={`card ${classes.listCard}`} aria-label="Invitations">
      <h2 className={classes.listTitle}>Invited, not joined yet</h2>
      {renew.error && (
        <Notice tone="danger" urgent title="Not renewed">
          {sentenceOf(renew.error)}
        </Notice>
      )}
      <table className={classes.list}>
        <thead>
          <tr>
            <th scope="col">E-mail</th>
            <th scope="col">As</th>
            <th scope="col">By</th>
            <th scope="col">Link works until</th>
            <th scope="col">
              <span className="soft">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              invitation={invitation}
              busy={renew.isPending && renew.variables === invitation.id}
              onRenew={() => renew.mutate(invitation.id)}
              onWithdraw={() => setLeaving(invitation)}
            />
          ))}
        </tbody>
      </table>
      {renew.data && <InvitationLink invitation={renew.data} onClose={renew.reset} />}
      {leaving && (
        <Confirm
          title="Withdraw the invitation?"
          action="Withdraw"
          danger
          busy={withdraw.isPending}
          error={withdraw.error}
          onConfirm={() => withdraw.mutate(leaving.id, { onSuccess: () => setLeaving(null) })}
          onClose={() => setLeaving(null)}
        >
          The link given to {leaving.email} stops working at once.
        </Confirm>
      )}
    </section>
  );
}

interface RowProps {
  invitation: Invitation;
  busy: boolean;
  onRenew: () => void;
  onWithdraw: () => void;
}

function InvitationRow({ invitation, busy, onRenew, onWithdraw }: RowProps) {
  const now = useNow(60_000);
  const { email, name, roles, team, invited_by, expired, expires_at } = invitation;
  return (
    <tr data-invitation={email}>
      <th scope="row">
        {email}
        {name && <span className="soft">{name}</span>}
      </th>
      <td data-label="As">
        {rolesInWords(roles)}
        {team && ` · ${team.name}`}
      </td>
      <td data-label="By">{invited_by?.name ?? "Command line"}</td>
      <td data-label="Link works until" className="num">
        {expired ? <span className={classes.tag}>Expired</span> : moment(expires_at, now)}
      </td>
      <td className={classes.rowAction}>
        <Group gap={6} wrap="nowrap" justify="flex-end">
          <Button
            variant="default"
            size="compact-sm"
            loading={busy}
            onClick={onRenew}
            aria-label={`New link for ${email}`}
          >
            New link
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            onClick={onWithdraw}
            aria-label={`Withdraw the invitation of ${email}`}
          >
            Withdraw
          </Button>
        </Group>
      </td>
    </tr>
  );
}

function useRenew() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      ask(api.POST("/api/invitations/{invitation_id}/renew", { params: { path: { invitation_id: id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}

function useWithdraw() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      ask(api.DELETE("/api/invitations/{invitation_id}", { params: { path: { invitation_id: id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}
