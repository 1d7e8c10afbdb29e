import classes from "./admin.module.css";
import { RecordingSwitch } from "./RecordingSwitch";
import { SetupTrail } from "./SetupTrail";

export default function RecordingPage() {
  return (
    <div className={classes.page}>
      <header>
        <SetupTrail here="Recording" />
        <h1>Recording</h1>
        <p className="soft">One rule for the whole company, for calls out and calls in.</p>
      </header>
      <RecordingSwitch />
    </div>
  );
}
