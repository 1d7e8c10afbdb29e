import { ActionIcon, Popover, Tooltip } from "@mantine/core";
import { IconDialpad } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useShortcuts } from "../keys";
import { voice } from "../voice";
import classes from "./bar.module.css";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/** Digits for menus and extensions. While it is open the digit keys go to the line. */
export function Keypad({ disabled }: { disabled: boolean }) {
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState("");
  const press = (digit: string) => {
    voice.sendDigits(digit);
    setSent((before) => `${before}${digit}`.slice(-16));
  };
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useShortcuts([{ keys: "k", label: "Keypad", run: () => setOpen(!open) }], {
    enabled: !disabled,
    inDialog: open,
  });
  useShortcuts(
    DIGITS.map((digit) => ({
      keys: digit,
      label: `Send ${digit}`,
      family: "Send the digit",
      run: () => press(digit),
    })),
    { enabled: open && !disabled, inDialog: true },
  );

  useShortcuts([{ keys: "escape", label: "Close the keypad", run: close }], {
    enabled: open && !disabled,
    inDialog: true,
  });

  return (
    <Popover
      opened={open && !disabled}
      onChange={setOpen}
      closeOnEscape={false}
      position="top"
      shadow="md"
      withArrow
      radius="lg"
      withRoles={false}
    >
      <Popover.Target>
        <Tooltip label="Keypad (K)" disabled={open}>
          <ActionIcon
            ref={button}
            variant="default"
            size={40}
            radius="md"
            aria-label="Keypad"
            aria-expanded={open}
            disabled={disabled}
            onClick={() => setOpen(!open)}
          >
            <IconDialpad size={19} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Keypad">
        <output className={classes.sent} aria-label="Digits sent">
          {sent || "Digits go to the line"}
        </output>
        <div className={classes.pad}>
          {DIGITS.map((digit) => (
            <button key={digit} type="button" className={classes.digit} onClick={() => press(digit)}>
              {digit}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
