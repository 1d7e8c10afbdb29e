import type { ReactNode } from "react";
import classes from "./ui.module.css";

interface Props {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
}

export function Empty({ icon, title, children }: Props) {
  return (
    <div className={classes.empty}>
      <div className={classes.emptyIcon}>{icon}</div>
      <strong>{title}</strong>
      {children && <div className="soft">{children}</div>}
    </div>
  );
}
