import { VisuallyHidden } from "@mantine/core";
import { Timer } from "../ui/Timer";
import type { Line } from "../voice";
import type { Call } from "../words";
import classes from "./bar.module.css";
import { whoOf, wordsFor } from "./callWords";

export function CallPill({ call, line, onOpen }: { call: Call; line: Line; onOpen: () => void }) {
  const { words, tone, since } = wordsFor(call, line);
  return (
    <button type="button" className={classes.pill} onClick={onOpen}>
      <VisuallyHidden>Open the call with</VisuallyHidden>
      <span className={classes.dot} data-tone={tone} />
      <strong>{whoOf(call)}</strong>
      <span className="soft">{words}</span>
      {since && <Timer since={since} />}
    </button>
  );
}
