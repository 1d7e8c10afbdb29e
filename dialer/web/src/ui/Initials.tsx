import classes from "./ui.module.css";

export function Initials({ name, size = 36 }: { name: string; size?: number }) {
  const letters = name
    .split(/\s+/)
    .map((word) => word[0])
    .filter(Boolean);
  const shown = letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? "?");
  return (
    <span
      className={classes.initials}
      style={
        { width: size, height: size, fontSize: size * 0.36, "--hue": hueOf(name) } as React.CSSProperties
      }
      aria-hidden="true"
    >
      {shown.toUpperCase()}
    </span>
  );
}

function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
}
