import { Button, type ButtonProps } from "@mantine/core";
import { IconCalendarPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useShortcuts } from "../keys";
import { Key } from "../ui/Key";
import { BookingDialog } from "./BookingDialog";

interface Props extends Pick<ButtonProps, "size" | "variant"> {
  leadId: number;
  callId?: number;
  label?: string;
  /** Whether B opens it. */
  withKey?: boolean;
  inDialog?: boolean;
}

/** Opens the booking of a meeting with a lead. */
export function BookButton({ leadId, callId, label = "Book a meeting", withKey, inDialog, ...look }: Props) {
  const [open, setOpen] = useState(false);
  useShortcuts([{ keys: "b", label, run: () => setOpen(true) }], { enabled: withKey && !open, inDialog });
  return (
    <>
      <Button
        variant="default"
        {...look}
        leftSection={<IconCalendarPlus size={17} aria-hidden="true" />}
        rightSection={withKey ? <Key>B</Key> : undefined}
        aria-keyshortcuts={withKey ? "b" : undefined}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {label}
      </Button>
      {open && <BookingDialog leadId={leadId} callId={callId} onClose={() => setOpen(false)} />}
    </>
  );
}
