import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";

/** A list that was opened from a number shows just what that counts, until one says otherwise. */
export function FromNumbers({ onClear }: { onClear: () => void }) {
  return (
    <Button
      variant="light"
      size="compact-sm"
      rightSection={<IconX size={14} aria-hidden="true" />}
      onClick={onClear}
      title="Show all again"
    >
      Only what the sales number counts
    </Button>
  );
}
