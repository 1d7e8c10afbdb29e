import type { ReactNode } from "react";
import classes from "./ui.module.css";

/** How many wait behind a tab; amber where they want something done. */
export function TabCount({
  urgent,
  testId,
  children,
}: {
  urgent?: boolean;
  testId?: string;
  children: ReactNode;
}) {
  return (
    <span className={classes.tabCount} data-urgent={urgent || undefined} data-testid={testId}>
      {children}
    </span>
  );
}
