import { Button } from "@mantine/core";
import type { SignInPage } from "../words";
import classes from "./session.module.css";

const DEMO_PASSWORD = "demo";

interface Props {
  people: SignInPage["demo"];
  signIn: (credentials: { email: string; password: string }) => void;
  busy: string | undefined;
}

/** One press each; the rep, whose page this is, comes first. */
export function DemoPeople({ people, signIn, busy }: Props) {
  const [first, ...others] = people;
  if (!first) return null;
  const press = (email: string) => signIn({ email, password: DEMO_PASSWORD });
  return (
    <div className={classes.demo}>
      <Button size="lg" fullWidth loading={busy === first.email} onClick={() => press(first.email)}>
        {wordsFor(first)}
      </Button>
      <div className={classes.others}>
        {others.map((person) => (
          <Button
            key={person.email}
            variant="default"
            px={4}
            size="compact-md"
            h={36}
            fullWidth
            loading={busy === person.email}
            onClick={() => press(person.email)}
          >
            {wordsFor(person)}
          </Button>
        ))}
      </div>
      <p className="soft">This is the demo company. Its phones are scripted, and nobody real is called.</p>
    </div>
  );
}

function wordsFor(person: { role_label: string }): string {
  return `Sign in as ${person.role_label.toLowerCase()}`;
}
