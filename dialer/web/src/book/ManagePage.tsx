import { Skeleton } from "@mantine/core";
import { IconCalendarOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import { Problem } from "../api";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import classes from "./book.module.css";
import { whenInWords, zoneName } from "./days";
import { About, Frame } from "./Frame";
import { ManageActs } from "./ManageActs";
import { type BookedMeeting, bookingQuery, pageInstead } from "./requests";

/** What the links in messages lead to: one's own meeting, to confirm, to move or to cancel. */
export default function ManagePage({ token }: { token: string }) {
  const { data: meeting, error, refetch } = useQuery(bookingQuery(token));
  if (error instanceof Problem && (error.status === 404 || error.status === 409)) {
    return <DeadLink problem={error} />;
  }
  return (
    <Frame title={meeting ? meeting.name : "Your meeting"} company={meeting?.company}>
      {error && <LoadTrouble what="Your meeting" error={error} retry={() => void refetch()} />}
      {!meeting && !error && <Skeleton h={420} radius="lg" />}
      {meeting && <Shown meeting={meeting} />}
    </Frame>
  );
}

function DeadLink({ problem }: { problem: Problem }) {
  const instead = pageInstead(problem);
  return (
    <Frame title="This link no longer works">
      <Empty icon={<IconCalendarOff size={24} />} title="This link no longer works" heading="h1">
        <p>{problem.message}</p>
        {instead && <a href={`/book/${encodeURIComponent(instead)}`}>Book another time</a>}
      </Empty>
    </Frame>
  );
}

function Shown({ meeting }: { meeting: BookedMeeting }) {
  const [asked] = useSearchParams();
  const { day, hours } = whenInWords(meeting.starts_at, meeting.ends_at, meeting.zone);
  const isOff = meeting.cancelled_at !== null;
  return (
    <div className={classes.columns}>
      <About {...meeting} />
      <div className={classes.work}>
        <p className={classes.state} data-off={isOff} role="status">
          {headline(meeting, asked.has("new"))}
        </p>
        <p className={classes.when} data-off={isOff}>
          <strong>{day}</strong>
          <span>{hours}</span>
          <span className="soft">{zoneName(meeting.zone)}</span>
        </p>
        {!isOff && meeting.sent_to && (
          <p className="soft">
            {asked.has("new")
              ? `An invitation with these links is on its way to ${meeting.sent_to}.`
              : `Messages about it go to ${meeting.sent_to}.`}
          </p>
        )}
        <ManageActs key={meeting.token} meeting={meeting} wanted={asked.get("do")} />
      </div>
    </div>
  );
}

function headline(meeting: BookedMeeting, isNew: boolean): string {
  if (meeting.cancelled_at) return "This meeting is cancelled";
  if (!meeting.open) return "This meeting has begun";
  if (meeting.confirmed_at) return "You said that you will come";
  return isNew ? "You are booked" : "Your meeting";
}
