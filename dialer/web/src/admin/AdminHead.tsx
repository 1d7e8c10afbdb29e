import type { ReactNode } from "react";
import classes from "./admin.module.css";
import { SetupTrail } from "./SetupTrail";

interface Props {
  title: string;
  children: ReactNode;
  /** What can be done here, at the right. */
  actions?: ReactNode;
}

/** The top of a page of the Admin center. */
export function AdminHead({ title, children, actions }: Props) {
  return (
    <header className={classes.head}>
      <div>
        <SetupTrail here={title} />
        <h1>{title}</h1>
        <p className="soft">{children}</p>
      </div>
      {actions && <div className={classes.headActions}>{actions}</div>}
    </header>
  );
}
