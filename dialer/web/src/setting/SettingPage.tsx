import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { count } from "../format";
import { useSession } from "../queries";
import { Notice } from "../ui/Notice";
import { TabCount } from "../ui/TabCount";
import { SavedViews } from "../views/SavedViews";
import type { Standing } from "../words";
import { useSetting } from "./filters";
import { countsQuery } from "./requests";
import { SettingFilterBar } from "./SettingFilterBar";
import { SettingList } from "./SettingList";
import classes from "./setting.module.css";
import { STANDINGS } from "./words";

/** Global Data → Appointment Setting: leads by how they stand, decided about and shared out here. */
export default function SettingPage() {
  const { company } = useSession();
  const setting = useSetting();
  const { data: counts } = useQuery(countsQuery(setting.filters));
  const lacks = company.lacks.appointment_setting;
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <div>
          <p className={classes.trail}>Global Data</p>
          <h1>Appointment Setting</h1>
        </div>
        <SavedViews page="appointment-setting" />
      </header>
      {lacks && (
        <Notice tone="info" title="Not in your plan">
          {lacks}
        </Notice>
      )}
      <Tabs
        value={setting.standing}
        onChange={(next) => setting.change({ standing: next })}
        keepMounted={false}
      >
        <Tabs.List>
          {(Object.keys(STANDINGS) as Standing[]).map((standing) => (
            <Tabs.Tab key={standing} value={standing}>
              {STANDINGS[standing]}{" "}
              {counts && <TabCount testId={`count-${standing}`}>{count(counts[standing])}</TabCount>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={setting.standing} pt="md">
          <SettingFilterBar filters={setting.filters} change={setting.change} />
          <SettingList
            key={setting.standing}
            standing={setting.standing}
            filters={setting.filters}
            total={counts?.[setting.standing]}
            onClear={setting.clear}
          />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
