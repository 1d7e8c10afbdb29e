import { Button } from "@mantine/core";
import {
  IconBan,
  IconCalendarEvent,
  IconChecklist,
  IconPhone,
  IconUserCheck,
  IconUserPlus,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { moment, toTheSecond } from "../format";
import { useNow } from "../ui/useNow";
import type { JourneyEntry } from "../words";
import { CallEntry } from "./CallEntry";
import { BarEntry, MeetingEntry, QualificationEntry, TaskEntry } from "./entries";
import classes from "./leads.module.css";

const ICONS = {
  call: IconPhone,
  meeting: IconCalendarEvent,
  qualification: IconUserCheck,
  task: IconChecklist,
  do_not_call: IconBan,
};

interface Props {
  entries: JourneyEntry[];
  whole: boolean;
  added: string;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** All that happened with the lead, what is to come on top. */
export function Timeline({ entries, whole, added, more }: Props) {
  const now = useNow(30_000);
  const toCome = entries.filter((entry) => Date.parse(entry.at) > now).length;
  return (
    <section className={`card ${classes.timeline}`} aria-label="Journey">
      <h2>Journey</h2>
      {!whole && (
        <p className="soft">
          Calls, meetings and tasks that are neither yours nor your team’s are not shown: the lead is somebody
          else’s.
        </p>
      )}
      <ol>
        {entries.map((entry, index) => (
          <Item
            key={keyOf(entry)}
            at={entry.at}
            now={now}
            kind={entry.kind}
            isFirstPast={index === toCome && toCome > 0}
          >
            <Entry entry={entry} now={now} />
          </Item>
        ))}
        {!more.hasNextPage && (
          <li className={classes.entry}>
            <IconUserPlus className={classes.mark} size={17} aria-hidden="true" />
            <time dateTime={added} title={toTheSecond(added)} className="soft num">
              {moment(added, now)}
            </time>
            <div>Added</div>
          </li>
        )}
      </ol>
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

interface ItemProps {
  at: string;
  now: number;
  kind: JourneyEntry["kind"];
  isFirstPast: boolean;
  children: ReactNode;
}

function Item({ at, now, kind, isFirstPast, children }: ItemProps) {
  const Icon = ICONS[kind];
  return (
    <li
      className={classes.entry}
      data-testid="journey-entry"
      data-kind={kind}
      data-to-come={Date.parse(at) > now || undefined}
      data-first-past={isFirstPast || undefined}
    >
      <Icon className={classes.mark} size={17} aria-hidden="true" />
      <time dateTime={at} title={toTheSecond(at)} className="soft num">
        {moment(at, now)}
      </time>
      <div>{children}</div>
    </li>
  );
}

function Entry({ entry, now }: { entry: JourneyEntry; now: number }) {
  if (entry.call) return <CallEntry of={entry.call} />;
  if (entry.meeting) return <MeetingEntry meeting={entry.meeting} now={now} />;
  if (entry.qualification) return <QualificationEntry of={entry.qualification} />;
  if (entry.task) return <TaskEntry task={entry.task} now={now} />;
  return entry.do_not_call ? <BarEntry bar={entry.do_not_call} now={now} /> : null;
}

function keyOf(entry: JourneyEntry): string {
  const row = entry.call?.call ?? entry.meeting ?? entry.qualification ?? entry.task ?? entry.do_not_call;
  return `${entry.kind}-${row?.id}`;
}
