import { IconRobot } from "@tabler/icons-react";
import classes from "./dial.module.css";

const PREFIX = "Demo phone:";

/** The first line of a demo lead's notes tells what its scripted phone does. */
export function splitNotes(notes: string): { demo: string | null; rest: string } {
  const lines = notes.split("\n");
  const at = lines.findIndex((line) => line.startsWith(PREFIX));
  if (at < 0) return { demo: null, rest: notes.trim() };
  const demo = (lines[at] ?? "").slice(PREFIX.length).trim();
  return {
    demo,
    rest: lines
      .filter((_, index) => index !== at)
      .join("\n")
      .trim(),
  };
}

export function DemoPhone({ does }: { does: string }) {
  return (
    <span className={classes.demoPhone} title="A scripted phone of the sandbox">
      <IconRobot size={15} stroke={1.8} aria-hidden="true" />
      Demo phone: {does.replace(/\.$/, "")}
    </span>
  );
}
