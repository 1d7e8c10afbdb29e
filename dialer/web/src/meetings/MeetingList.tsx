import { Button } from "@mantine/core";
import { IconCalendarEvent, IconChecks, IconFilterOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useShortcuts } from "../keys";
import { useMay, useSession } from "../queries";
import { Empty } from "../ui/Empty";
import { Key } from "../ui/Key";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { Meeting } from "../words";
import { NARROWING, type useShown } from "./filters";
import { MeetingFilterBar } from "./MeetingFilterBar";
import { MeetingTable } from "./MeetingTable";
import classes from "./meetings.module.css";
import { useMeetingPages } from "./requests";

interface Props {
  shown: ReturnType<typeof useShown>;
  onRecord: (meeting: Meeting) => void;
}

export function MeetingList({ shown, onRecord }: Props) {
  const { filters, tab, change } = shown;
  const pages = useMeetingPages(filters);
  const meetings = pages.meetings ?? [];
  const { selected, goTo } = useCursor(meetings);
  const mayRecord = useMayRecord();
  const [, go] = useLocation();
  const record = (meeting: Meeting) => mayRecord(meeting) && onRecord(meeting);
  const openSelected = () => selected && go(`/meetings/${selected.id}`);
  const at = selected ? meetings.indexOf(selected) : -1;
  const step = (by: number) => goTo(at < 0 ? 0 : at + by);
  useShortcuts(
    [
      { keys: "j", label: "Next meeting", run: () => step(1) },
      { keys: "k", label: "Previous meeting", run: () => step(-1) },
      { keys: "arrowdown", label: "Next meeting", run: () => step(1) },
      { keys: "arrowup", label: "Previous meeting", run: () => step(-1) },
      { keys: "enter", label: "Open the meeting", run: openSelected },
      { keys: "o", label: "Say what it came to", run: () => selected && record(selected) },
    ],
    { enabled: meetings.length > 0 },
  );
  if (pages.error)
    return <LoadTrouble what="The list" error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <>
      <MeetingFilterBar shown={shown} />
      {pages.meetings?.length === 0 ? (
        <NoMeetings shown={shown} onClear={() => change(clearing())} />
      ) : (
        <>
          <p className={classes.hints}>
            <Key>J</Key>
            <Key>K</Key> move, <Key>↵</Key> opens
            {tab === "past" && (
              <>
                , <Key>O</Key> says what it came to
              </>
            )}
          </p>
          <MeetingTable
            meetings={pages.meetings}
            tab={tab}
            selected={selected?.id ?? null}
            onOpen={(id) => go(`/meetings/${id}`)}
            mayRecord={mayRecord}
            onRecord={record}
            more={pages}
          />
        </>
      )}
    </>
  );
}

/** Whether this person says what a meeting came to. */
function useMayRecord() {
  const { user } = useSession();
  const others = useMay("change_others_outcome");
  return (meeting: Meeting) => {
    const begun = meeting.owes_outcome || meeting.outcome !== null;
    return begun && meeting.cancelled_at === null && (others || meeting.host.id === user.id);
  };
}

/** The row the keys speak of, once a key has been pressed. */
function useCursor(meetings: Meeting[]) {
  const [wanted, setWanted] = useState<number | null>(null);
  const at = wanted === null ? -1 : Math.min(wanted, meetings.length - 1);
  const selected = meetings[at];
  useEffect(() => {
    if (selected)
      document.querySelector(`[data-meeting-id="${selected.id}"]`)?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const goTo = (row: number) => setWanted(Math.max(0, Math.min(row, meetings.length - 1)));
  return { selected, goTo };
}

function clearing() {
  return Object.fromEntries(NARROWING.map((name) => [name, null]));
}

function NoMeetings({ shown, onClear }: { shown: Props["shown"]; onClear: () => void }) {
  const { tab, filters, narrowed } = shown;
  const caughtUp = filters.missing_outcome && Object.keys(filters).length === 2;
  return (
    <section className="card">
      {caughtUp ? (
        <Empty icon={<IconChecks size={26} />} title="All caught up">
          No meeting owes its outcome.{" "}
          <Button variant="subtle" size="compact-sm" onClick={onClear}>
            See all past calls
          </Button>
        </Empty>
      ) : narrowed ? (
        <Empty icon={<IconFilterOff size={24} />} title="No meetings match">
          <Button variant="subtle" onClick={onClear}>
            Clear the filters
          </Button>
        </Empty>
      ) : (
        <Empty
          icon={<IconCalendarEvent size={24} />}
          title={tab === "past" ? "No past calls yet" : "Nothing is booked"}
        >
          {tab === "past"
            ? "A meeting moves here when it begins, to be given its outcome."
            : "Meetings are booked from a call, from a lead, or by the lead on an event type’s own page."}
        </Empty>
      )}
    </section>
  );
}
