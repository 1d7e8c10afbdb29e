import { Button, TextInput } from "@mantine/core";
import { IconPhone } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useDesk } from "../call/desk";
import classes from "./dial.module.css";

/** A number that is nobody's yet. */
export function ManualDial() {
  const { call, dial, dialing } = useDesk();
  const [number, setNumber] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const callId = call?.id;
  useEffect(() => {
    if (!callId) return;
    setNumber("");
    field.current?.blur(); // or Enter, which confirms an outcome, would dial again
  }, [callId]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim()) dial({ to: number.trim() });
  };
  return (
    <form className={classes.manual} onSubmit={submit}>
      <TextInput
        ref={field}
        aria-label="Number to call"
        type="tel"
        inputMode="tel"
        autoComplete="off"
        placeholder="+1 555 010 0000"
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        aria-label="Call this number"
        loading={dialing}
        disabled={!number.trim()}
      >
        <IconPhone size={17} />
      </Button>
    </form>
  );
}
