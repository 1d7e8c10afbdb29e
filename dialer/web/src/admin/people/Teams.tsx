import { Button, Group, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { keys } from "../../topics";
import { LoadTrouble } from "../../ui/LoadTrouble";
import type { Team } from "../../words";
import classes from "../admin.module.css";
import { DeleteTeam } from "./DeleteTeam";
import { teamsQuery } from "./people";

/** People who are counted together. */
export function Teams() {
  const { data: teams, error, refetch } = useQuery(teamsQuery);
  const [leaving, setLeaving] = useState<Team | null>(null);
  if (error) return <LoadTrouble what="The teams" error={error} retry={() => void refetch()} />;
  return (
    <section className={`card ${classes.listCard}`} aria-label="Teams">
      <h2 className={classes.listTitle}>Teams</h2>
      <ul className={classes.teams}>
        {teams?.map((team) => (
          <TeamRow key={team.id} team={team} onDelete={() => setLeaving(team)} />
        ))}
      </ul>
      <NewTeam />
      {leaving && <DeleteTeam team={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

function TeamRow({ team, onDelete }: { team: Team; onDelete: () => void }) {
  const [name, setName] = useState<string | null>(null);
  const rename = useRename(team.id);
  if (name === null) {
    return (
      <li>
        <strong>{team.name}</strong>
        <span className="soft num">{team.members === 1 ? "1 person" : `${team.members} people`}</span>
        <Group gap={6}>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setName(team.name)}
            aria-label={`Rename ${team.name}`}
          >
            Rename
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            onClick={onDelete}
            aria-label={`Delete ${team.name}`}
          >
            Delete
          </Button>
        </Group>
      </li>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate(name, { onSuccess: () => setName(null) });
  };
  return (
    <li>
      <form onSubmit={submit} className={classes.inlineForm}>
        <TextInput
          aria-label="Name of the team"
          description="Past calls of the team show the new name too."
          required
          maxLength={120}
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && setName(null)}
          error={rename.error ? sentenceOf(rename.error) : undefined}
        />
        <Button type="submit" loading={rename.isPending}>
          Save
        </Button>
        <Button variant="default" onClick={() => setName(null)}>
          Cancel
        </Button>
      </form>
    </li>
  );
}

function NewTeam() {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () => ask(api.POST("/api/teams", { body: { name } })),
    onSuccess: () => {
      setName("");
      void client.invalidateQueries({ queryKey: keys.users });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form onSubmit={submit} className={classes.inlineForm}>
      <TextInput
        aria-label="Name of a new team"
        placeholder="Name of a new team"
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={make.error ? sentenceOf(make.error) : undefined}
      />
      <Button type="submit" variant="default" loading={make.isPending}>
        Make the team
      </Button>
    </form>
  );
}

function useRename(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      ask(api.PATCH("/api/teams/{team_id}", { params: { path: { team_id: id } }, body: { name } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}
