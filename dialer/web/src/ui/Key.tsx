import classes from "./ui.module.css";

/** The key that does what the control beside it does. */
export function Key({ children }: { children: string }) {
  return (
    <span className={classes.key} data-key aria-hidden="true">
      {children}
    </span>
  );
}
