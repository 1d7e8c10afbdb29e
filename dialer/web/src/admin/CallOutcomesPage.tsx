import { useQuery } from "@tanstack/react-query";
import { settingsQuery, useMay } from "../queries";
import { Notice } from "../ui/Notice";
import classes from "./admin.module.css";
import { OwedReminderSetting } from "./OwedReminderSetting";
import { Catalogue } from "./outcomes/Catalogue";
import { RequiredSwitch } from "./RequiredSwitch";
import { SetupTrail } from "./SetupTrail";

export default function CallOutcomesPage() {
  const mayChange = useMay("change_settings");
  const mayManage = useMay("manage_outcomes");
  const { data: settings } = useQuery(settingsQuery);
  const hasSalesforce = settings?.crm === "salesforce";
  return (
    <div className={`${classes.page} ${classes.wide}`}>
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
      {mayManage && settings && !hasSalesforce && (
        <Notice tone="info" title="The catalogue is as it came">
          Outcomes can be added, edited and deleted only while the company is connected to Salesforce. They
          can still be made required, above.
        </Notice>
      )}
      <Catalogue mayChange={mayManage && hasSalesforce} />
    </div>
  );
}
