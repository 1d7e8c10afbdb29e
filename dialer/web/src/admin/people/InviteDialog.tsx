import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { keys } from "../../topics";
import { Notice } from "../../ui/Notice";
import type { Role } from "../../words";
import { InvitationLink } from "./InvitationLink";
import { RolesField, TeamField } from "./PersonFields";

/** Whom to invite as what; then the link to pass on, for this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<Role[]>(["rep"]);
  const [team, setTeam] = useState<number | null>(null);
  const invite = useMutation({
    mutationFn: () =>
      ask(api.POST("/api/invitations", { body: { email, name: name.trim(), roles, team_id: team } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.users }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  if (invite.data) return <InvitationLink invitation={invite.data} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={<strong>Invite somebody</strong>} centered size={480}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="E-mail"
            type="email"
            required
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput
            label="Name"
            description="They can correct it when they join."
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RolesField value={roles} onChange={setRoles} />
          <TeamField value={team} onChange={setTeam} />
          {invite.error && (
            <Notice tone="danger" urgent title="Not invited">
              {sentenceOf(invite.error)}
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={invite.isPending} disabled={roles.length === 0}>
              Make the link
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
