import { useShortcuts } from "../keys";
import classes from "./bar.module.css";
import { CallOutcome } from "./CallOutcome";
import { useDesk } from "./desk";
import { Notes } from "./Notes";

/** Outcomes and notes beside whatever page is open; not a dialog, so the page stays usable. */
export function CallPanel({ waits, onClose }: { waits: boolean; onClose: () => void }) {
  const { call } = useDesk();
  useShortcuts([{ keys: "escape", label: "Close the outcomes", run: onClose }], { enabled: !waits });
  if (!call) return null;
  return (
    <div className={classes.panel}>
      <CallOutcome />
      <Notes call={call} />
    </div>
  );
}
