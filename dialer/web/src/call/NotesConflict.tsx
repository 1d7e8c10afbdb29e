import { Button, Group } from "@mantine/core";
import { Notice } from "../ui/Notice";
import classes from "./notes.module.css";

interface Props {
  theirs: string;
  mine: string;
  onSettle: (text: string) => void;
}

/** Two people, or two tabs, wrote notes on one call. Both texts are here until somebody decides. */
export function NotesConflict({ theirs, mine, onSettle }: Props) {
  return (
    <Notice tone="owed" urgent title="Other notes were saved on this call meanwhile">
      <blockquote className={classes.theirs}>{theirs || "(They were emptied.)"}</blockquote>
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" onClick={() => onSettle([theirs, mine].filter(Boolean).join("\n\n"))}>
          Keep both
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onSettle(mine)}>
          Keep only mine
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onSettle(theirs)}>
          Keep only those
        </Button>
      </Group>
    </Notice>
  );
}
