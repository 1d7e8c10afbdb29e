import { Button, Switch, TextInput } from "@mantine/core";
import { IconSearch, IconUserOff } from "@tabler/icons-react";
import { useState } from "react";
import { ago } from "../../format";
import { useSession } from "../../queries";
import { Empty } from "../../ui/Empty";
import { Initials } from "../../ui/Initials";
import { useNow } from "../../ui/useNow";
import type { Person } from "../../words";
import classes from "../admin.module.css";
import { PersonDialog } from "./PersonDialog";
import { rolesInWords } from "./people";

/** Everybody; who was deactivated is folded away until asked for. */
export function PeopleTable({ people }: { people: Person[] }) {
  const [words, setWords] = useState("");
  const [withGone, setWithGone] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const gone = people.filter((person) => !person.active).length;
  const shown = people.filter((person) => (person.active || withGone) && matches(person, words));
  const open = people.find((person) => person.id === chosen);
  return (
    <section className={`card ${classes.listCard}`} aria-label="People">
      <div className={classes.listHead}>
        <TextInput
          aria-label="Search people"
          placeholder="Name, e-mail or team"
          leftSection={<IconSearch size={16} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {gone > 0 && (
          <Switch
            label={`Show deactivated (${gone})`}
            checked={withGone}
            onChange={(event) => setWithGone(event.currentTarget.checked)}
          />
        )}
      </div>
      {shown.length === 0 ? (
        <Empty icon={<IconUserOff size={24} />} title="Nobody matches" />
      ) : (
        <table className={classes.list}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Roles</th>
              <th scope="col">Team</th>
              <th scope="col">Last sign-in</th>
              <th scope="col">
                <span className="soft">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((person) => (
              <PersonRow key={person.id} person={person} onOpen={() => setChosen(person.id)} />
            ))}
          </tbody>
        </table>
      )}
      {open && <PersonDialog key={open.id} person={open} onClose={() => setChosen(null)} />}
    </section>
  );
}

function PersonRow({ person, onOpen }: { person: Person; onOpen: () => void }) {
  const now = useNow(60_000);
  const me = useSession().user.id === person.id;
  return (
    <tr data-person={person.email} data-gone={!person.active || undefined}>
      <th scope="row">
        <span className={classes.person}>
          <Initials name={person.name} size={32} />
          <span>
            {person.name} {me && <span className="soft">(you)</span>}
            {!person.active && <span className={classes.tag}>Deactivated</span>}
            <span className="soft">{person.email}</span>
          </span>
        </span>
      </th>
      <td data-label="Roles">{rolesInWords(person.roles)}</td>
      <td data-label="Team">{person.team?.name ?? <span className="soft">No team</span>}</td>
      <td data-label="Last sign-in" className="num">
        {person.last_sign_in_at ? ago(person.last_sign_in_at, now) : <span className="soft">Never</span>}
      </td>
      <td className={classes.rowAction}>
        <Button variant="default" size="compact-sm" onClick={onOpen} aria-label={`Change ${person.name}`}>
          Change
        </Button>
      </td>
    </tr>
  );
}

function matches(person: Person, words: string): boolean {
  const text = `${person.name} ${person.email} ${person.team?.name ?? ""}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
