import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { meetingsOwedQuery } from "../queries";
import { TabCount } from "../ui/TabCount";
import type { Meeting } from "../words";
import { type Tab, useShown } from "./filters";
import { MeetingList } from "./MeetingList";
import classes from "./meetings.module.css";
import { OutcomeDialog } from "./OutcomeDialog";

/** Scheduled events: what is to come, and what is past and wants its outcome. */
export default function MeetingsPage() {
  const shown = useShown();
  const { data: owed } = useQuery(meetingsOwedQuery);
  const [recording, setRecording] = useState<Meeting | null>(null);
  const turn = (tab: Tab) => shown.change({ tab, outcome: null, missing_outcome: null });
  return (
    <div className={classes.page}>
      <h1>Scheduled events</h1>
      <Tabs value={shown.tab} onChange={(tab) => turn(tab as Tab)} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="upcoming">Upcoming</Tabs.Tab>
          <Tabs.Tab value="past">
            Past calls
            {owed && owed.count > 0 && <TabCount urgent>{owed.count} to do</TabCount>}
          </Tabs.Tab>
        </Tabs.List>
        {(["upcoming", "past"] as const).map((tab) => (
          <Tabs.Panel key={tab} value={tab} pt="md">
            <MeetingList shown={shown} onRecord={setRecording} />
          </Tabs.Panel>
        ))}
      </Tabs>
      {recording && (
        <OutcomeDialog key={recording.id} meeting={recording} onClose={() => setRecording(null)} />
      )}
    </div>
  );
}
