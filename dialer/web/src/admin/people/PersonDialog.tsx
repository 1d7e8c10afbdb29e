import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { useSession } from "../../queries";
import { keys } from "../../topics";
import { Notice } from "../../ui/Notice";
import type { Person } from "../../words";
import { Leaving } from "./Leaving";
import { RolesField, TeamField } from "./PersonFields";

/** One person: what they are called, may do and belong to, and whether they still work here. */
export function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const me = useSession().user.id === person.id;
  const client = useQueryClient();
  const [name, setName] = useState(person.name);
  const [roles, setRoles] = useState(person.roles);
  const [team, setTeam] = useState(person.team?.id ?? null);
  const save = useMutation({
    mutationFn: () =>
      ask(
        api.PATCH("/api/users/{user_id}", {
          params: { path: { user_id: person.id } },
          body: { name: name.trim(), roles, team_id: team },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.users });
      if (me) void client.invalidateQueries({ queryKey: keys.session });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const leavesAdmins = me && !roles.some((role) => role === "business_admin" || role === "tech_admin");
  return (
    <Modal opened onClose={onClose} title={<strong>{person.email}</strong>} centered size={480}>
      <Stack gap="md">
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              label="Name"
              required
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <RolesField value={roles} onChange={setRoles} />
            <TeamField value={team} onChange={setTeam} />
            {leavesAdmins && (
              <Notice tone="owed" title="You would leave the Admin center">
                Only another admin could bring you back.
              </Notice>
            )}
            {save.error && (
              <Notice tone="danger" urgent title="Not changed">
                {sentenceOf(save.error)}
              </Notice>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={save.isPending} disabled={roles.length === 0}>
                Save
              </Button>
            </Group>
          </Stack>
        </form>
        {!me && <Leaving person={person} onDone={onClose} />}
      </Stack>
    </Modal>
  );
}
