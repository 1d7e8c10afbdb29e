import { Button, Skeleton } from "@mantine/core";
import { useMay } from "../queries";
import { useNow } from "../ui/useNow";
import type { Meeting } from "../words";
import type { Tab } from "./filters";
import { MeetingRow } from "./MeetingRow";
import classes from "./meetings.module.css";

interface Props {
  /** Not known yet while undefined. */
  meetings: Meeting[] | undefined;
  tab: Tab;
  selected: number | null;
  onOpen: (id: number) => void;
  mayRecord: (meeting: Meeting) => boolean;
  onRecord: (meeting: Meeting) => void;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function MeetingTable({ meetings, tab, selected, onOpen, mayRecord, onRecord, more }: Props) {
  const now = useNow(20_000);
  const others = useMay("see_team");
  return (
    <section className={`card ${classes.tableCard}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Lead</th>
            <th scope="col">Event</th>
            <th scope="col">{tab === "past" ? "Outcome" : "Standing"}</th>
            <th scope="col">{others ? "Host" : "With"}</th>
            {tab === "past" && <th scope="col" aria-label="Actions" />}
          </tr>
        </thead>
        <tbody>
          {!meetings && <WaitingRows columns={tab === "past" ? 6 : 5} />}
          {meetings?.map((meeting) => (
            <MeetingRow
              key={meeting.id}
              meeting={meeting}
              now={now}
              tab={tab}
              selected={meeting.id === selected}
              onOpen={() => onOpen(meeting.id)}
              onRecord={mayRecord(meeting) ? () => onRecord(meeting) : undefined}
            />
          ))}
        </tbody>
      </table>
      {more.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={more.isFetchingNextPage}
          onClick={() => more.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

function WaitingRows({ columns }: { columns: number }) {
  return ["a", "b", "c", "d", "e", "f"].map((row) => (
    <tr key={row}>
      <td colSpan={columns}>
        <Skeleton h={22} radius="sm" />
      </td>
    </tr>
  ));
}
