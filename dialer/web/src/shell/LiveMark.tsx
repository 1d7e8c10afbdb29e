import { IconCloudOff } from "@tabler/icons-react";
import { POLL_MS, useLiveState } from "../useLive";
import classes from "./shell.module.css";

/** The page still works without its stream, only by asking; and it says so. */
export function LiveMark() {
  if (useLiveState() !== "away") return null;
  return (
    <div className={classes.liveMark} role="status" data-testid="live-away">
      <IconCloudOff size={16} aria-hidden="true" /> Live updates paused — checking every {POLL_MS / 1000} s
    </div>
  );
}
