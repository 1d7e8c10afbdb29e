import type { ReactNode } from "react";
import classes from "./ui.module.css";

interface Props {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  /** Where it is the whole page, its title is the page's. */
  heading?: "h1";
}

export function Empty({ icon, title, children, heading }: Props) {
  return (
    <div className={classes.empty}>
      <div className={classes.emptyIcon}>{icon}</div>
      {heading ? <h1>{title}</h1> : <strong>{title}</strong>}
      {children && <div className="soft">{children}</div>}
    </div>
  );
}
