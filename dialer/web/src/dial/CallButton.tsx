import { Button, type ButtonProps, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { useDesk } from "../call/desk";
import { isLineUp } from "../call/guards";
import { Key } from "../ui/Key";
import type { Lead } from "../words";

interface Props extends Pick<ButtonProps, "size" | "variant" | "fullWidth"> {
  lead: Lead;
  shortcut?: string;
}

/** A control that cannot be used says why. */
export function CallButton({ lead, shortcut, ...look }: Props) {
  const { calls, dial, dialing } = useDesk();
  const onThePhone = calls.some((call) => isLineUp(call.state))
    ? "End this call before the next one"
    : undefined;
  const why = lead.do_not_call ? "This person asked not to be called" : onThePhone;
  return (
    <Tooltip label={why} disabled={!why}>
      <Button
        {...look}
        leftSection={<IconPhone size={17} />}
        rightSection={shortcut && !why ? <Key>{shortcut}</Key> : undefined}
        aria-keyshortcuts={why ? undefined : shortcut?.toLowerCase()}
        data-disabled={why ? true : undefined}
        aria-disabled={why ? true : undefined}
        disabled={dialing}
        onClick={() => !why && dial({ lead_id: lead.id })}
      >
        Call <VisuallyHidden>{lead.name}</VisuallyHidden>
      </Button>
    </Tooltip>
  );
}
