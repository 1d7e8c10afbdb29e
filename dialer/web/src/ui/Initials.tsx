import { IconPhone } from "@tabler/icons-react";
import { initialsOf } from "./initialsOf";
import classes from "./ui.module.css";

export function Initials({ name, size = 36 }: { name: string; size?: number }) {
  const letters = initialsOf(name);
  return (
    <span
      className={classes.initials}
      style={
        { width: size, height: size, fontSize: size * 0.36, "--hue": hueOf(name) } as React.CSSProperties
      }
      aria-hidden="true"
    >
      {letters ?? <IconPhone size={size * 0.5} stroke={1.8} />}
    </span>
  );
}

function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
}
