import { useMay } from "../queries";
import { Notice } from "../ui/Notice";
import classes from "./admin.module.css";
import { OutcomeCatalogue } from "./OutcomeCatalogue";
import { OwedReminderSetting } from "./OwedReminderSetting";
import { RequiredSwitch } from "./RequiredSwitch";
import { SetupTrail } from "./SetupTrail";

export default function CallOutcomesPage() {
  const mayChange = useMay("change_settings");
  return (
    <div className={classes.page}>
      <header>
        <SetupTrail here="Call outcomes" />
        <h1>Call outcomes</h1>
        <p className="soft">One set for the whole company: every team and every rep picks from these.</p>
      </header>
      {!mayChange && (
        <Notice tone="info" title="You may look, not change">
          Call outcomes and their rules belong to tech admins and business admins. Ask one of yours.
        </Notice>
      )}
      <RequiredSwitch mayChange={mayChange} />
      <OwedReminderSetting mayChange={mayChange} />
      <OutcomeCatalogue />
    </div>
  );
}
