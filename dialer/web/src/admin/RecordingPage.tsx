import { useMay } from "../queries";
import { Notice } from "../ui/Notice";
import classes from "./admin.module.css";
import { RecordingSwitch } from "./RecordingSwitch";
import { SetupTrail } from "./SetupTrail";

export default function RecordingPage() {
  const mayChange = useMay("change_settings");
  return (
    <div className={classes.page}>
      <header>
        <SetupTrail here="Recording" />
        <h1>Recording</h1>
        <p className="soft">One rule for the whole company, for calls out and calls in.</p>
      </header>
      {!mayChange && (
        <Notice tone="info" title="You may look, not change">
          This belongs to tech admins and business admins. Ask one of yours.
        </Notice>
      )}
      <RecordingSwitch mayChange={mayChange} />
    </div>
  );
}
