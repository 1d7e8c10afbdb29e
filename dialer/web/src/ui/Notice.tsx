import { IconAlertTriangle, IconInfoCircle, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./ui.module.css";

interface Props {
  tone: "owed" | "danger" | "info";
  title?: string;
  children?: ReactNode;
  onClose?: () => void;
  /** Spoken at once by screen readers. */
  urgent?: boolean;
}

export function Notice({ tone, title, children, onClose, urgent }: Props) {
  const Icon = tone === "info" ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={classes.notice} data-tone={tone} role={urgent ? "alert" : "note"}>
      <Icon size={18} stroke={1.9} aria-hidden="true" />
      <div className={classes.noticeBody}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {onClose && (
        <button type="button" className={classes.iconButton} onClick={onClose} aria-label="Dismiss">
          <IconX size={16} />
        </button>
      )}
    </div>
  );
}
