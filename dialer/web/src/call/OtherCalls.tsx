import { VisuallyHidden } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useShortcuts } from "../keys";
import { Key } from "../ui/Key";
import classes from "./bar.module.css";
import { whoOf, wordsFor } from "./callWords";
import { useDesk } from "./desk";

/** The other open calls: each has an outcome of its own, and one press turns to it. */
export function OtherCalls() {
  const { call, calls, line, turnTo } = useDesk();
  const others = calls.filter((one) => one.id !== call?.id);
  const next = others[0];
  useShortcuts([{ keys: "c", label: "Turn to the other call", run: () => next && turnTo(next.id) }], {
    enabled: next !== undefined,
  });
  return others.map((other, index) => {
    const { words, tone } = wordsFor(other, line);
    return (
      <button
        key={other.id}
        type="button"
        className={classes.pill}
        data-testid="other-call"
        aria-keyshortcuts={index === 0 ? "c" : undefined}
        onClick={() => turnTo(other.id)}
      >
        <span className={classes.dot} data-tone={tone} />
        <VisuallyHidden>Turn to the call with </VisuallyHidden>
        <strong>{whoOf(other)}</strong>
        <span className="soft">{words}</span>
        <IconArrowsExchange size={16} aria-hidden="true" />
        {index === 0 && <Key>C</Key>}
      </button>
    );
  });
}
