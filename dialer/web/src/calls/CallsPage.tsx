import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { count } from "../format";
import { owedQuery } from "../queries";
import { TabCount } from "../ui/TabCount";
import { AllCalls } from "./AllCalls";
import { CallDrawer } from "./CallDrawer";
import classes from "./calls.module.css";
import { type Tab, useShown } from "./filters";
import { OwedCalls } from "./OwedCalls";

export default function CallsPage() {
  const { tab, filters, openCall, change } = useShown();
  const { data: owed } = useQuery(owedQuery);
  const open = (id: number | null) => change({ call: id });
  return (
    <div className={classes.page}>
      <h1>Calls</h1>
      <Tabs value={tab} onChange={(next) => change({ tab: next as Tab })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="owed">
            Needs outcome{owed && <TabCount urgent={owed.count > 0}>{count(owed.count)}</TabCount>}
          </Tabs.Tab>
          <Tabs.Tab value="all">All</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="owed" pt="md">
          <OwedCalls filters={filters} change={change} onOpen={open} />
        </Tabs.Panel>
        <Tabs.Panel value="all" pt="md">
          <AllCalls filters={filters} change={change} onOpen={open} />
        </Tabs.Panel>
      </Tabs>
      <CallDrawer id={openCall} onClose={() => open(null)} />
    </div>
  );
}
