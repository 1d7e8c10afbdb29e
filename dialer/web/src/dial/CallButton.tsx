import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useDesk } from "../call/desk";
import { Key } from "../ui/Key";
import type { Lead } from "../words";

interface Props extends Pick<ButtonProps, "size" | "variant" | "fullWidth"> {
  lead: Lead;
  shortcut?: string;
  blockedBecause?: string;
}

/** A control that cannot be used says why. */
export function CallButton({ lead, shortcut, blockedBecause, ...look }: Props) {
  const { dial, dialing } = useDesk();
  const why = lead.do_not_call ? "This person asked not to be called" : blockedBecause;
  return (
    <Tooltip label={why} disabled={!why}>
      <Button
        {...look}
        leftSection={<IconPhone size={17} />}
        rightSection={shortcut ? <Key>{shortcut}</Key> : undefined}
        aria-label={`Call ${lead.name}`}
        aria-keyshortcuts={shortcut?.toLowerCase()}
        data-disabled={why ? true : undefined}
        aria-disabled={why ? true : undefined}
        disabled={dialing}
        onClick={() => !why && dial({ lead_id: lead.id })}
      >
        Call
      </Button>
    </Tooltip>
  );
}
