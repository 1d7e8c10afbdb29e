import { Button, Group } from "@mantine/core";
import { useSession } from "../queries";
import { Notice } from "../ui/Notice";
import type { Outcome } from "../words";
import type { Conflict } from "./desk";

interface Props {
  conflict: Pick<Conflict, "theirs" | "wanted">;
  outcomes: Outcome[];
  onSettle: (mine: boolean) => void;
}

/** Two people, or two tabs, decided at once. Nobody is overwritten unseen. */
export function ConflictNotice({ conflict, outcomes, onSettle }: Props) {
  const { theirs, wanted } = conflict;
  const mine = outcomes.find((outcome) => outcome.key === wanted.outcome)?.label ?? wanted.outcome;
  const { user } = useSession();
  const by = theirs.outcome_by;
  const who = by?.id === user.id ? "You, in another window," : (by?.name ?? "Somebody else");
  const what = theirs.outcome ? `recorded “${theirs.outcome.label}”` : "cleared the outcome";
  return (
    <Notice tone="owed" urgent title={`${who} ${what} meanwhile`}>
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" variant="default" onClick={() => onSettle(false)}>
          Keep that
        </Button>
        <Button size="compact-sm" onClick={() => onSettle(true)}>
          Record “{mine}” instead
        </Button>
      </Group>
    </Notice>
  );
}
