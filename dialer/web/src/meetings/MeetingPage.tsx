import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconCalendarOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Problem } from "../api";
import { MeetingDeal } from "../deals/MeetingDeal";
import { useShortcuts } from "../keys";
import { Empty } from "../ui/Empty";
import { Key } from "../ui/Key";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import type { MeetingDetail } from "../words";
import { Attendance } from "./Attendance";
import { CallLead } from "./CallLead";
import { ChangeBooking } from "./ChangeBooking";
import { FollowingNotice } from "./FollowingNotice";
import { LinkedText } from "./LinkedText";
import { MeetingChip } from "./MeetingChip";
import { MeetingFacts } from "./MeetingFacts";
import { MeetingHistory } from "./MeetingHistory";
import classes from "./meetings.module.css";
import { KIND_WORDS } from "./meetingWords";
import { OutcomeDialog } from "./OutcomeDialog";
import { meetingQuery } from "./requests";

/** One meeting: with whom and when, what it came to, and everything that was done to it. */
export default function MeetingPage({ id }: { id: number }) {
  const known = Number.isSafeInteger(id) && id > 0;
  const { data, error, refetch } = useQuery({ ...meetingQuery(id), enabled: known });
  const missing = !known || (error instanceof Problem && error.status === 404);
  if (missing && !data) {
    return (
      <Empty icon={<IconCalendarOff size={24} />} title="There is no such meeting" heading="h1">
        It may be somebody else’s. <Link href="/meetings">See your meetings</Link>
      </Empty>
    );
  }
  if (!data && error) return <LoadTrouble what="The meeting" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={320} radius="lg" aria-label="Loading" />;
  return <OneMeeting meeting={data} />;
}

function OneMeeting({ meeting }: { meeting: MeetingDetail }) {
  const now = useNow(15_000);
  const [recording, setRecording] = useState(false);
  const begun = Date.parse(meeting.starts_at) <= now;
  const cancelled = meeting.cancelled_at !== null;
  const mayRecord = meeting.can_record && begun && !cancelled;
  const record = () => setRecording(true);
  useShortcuts([{ keys: "o", label: "Say what it came to", run: record }], { enabled: mayRecord });
  return (
    <div className={classes.page}>
      <Link href={`/meetings?tab=${begun ? "past" : "upcoming"}`} className={classes.back}>
        <IconArrowLeft size={15} aria-hidden="true" /> Scheduled events
      </Link>
      <header className={classes.head}>
        <div>
          <h1>
            <bdi>{meeting.lead.name}</bdi>
          </h1>
          <p className="soft">
            <bdi>{meeting.event_type.name}</bdi> · {KIND_WORDS[meeting.kind]} call
          </p>
        </div>
        <div className={classes.acts}>
          <CallLead lead={meeting.lead} />
          {!begun && !cancelled && <ChangeBooking meeting={meeting} />}
        </div>
      </header>
      {meeting.owes_outcome && meeting.can_record && (
        <Notice tone="owed" title="This meeting has no outcome yet">
          Say how it went; it is asked for until you do.
        </Notice>
      )}
      <FollowingNotice meeting={meeting} />
      <div className={classes.columns}>
        <section className={`card ${classes.part}`} aria-label="The meeting">
          <MeetingFacts meeting={meeting} now={now} />
        </section>
        <section className={`card ${classes.part}`} aria-label="Outcome">
          <h2>Outcome</h2>
          <div className={classes.outcomeLine}>
            <MeetingChip meeting={meeting} />
            {mayRecord && (
              <Button
                variant={meeting.outcome ? "default" : "filled"}
                onClick={record}
                rightSection={<Key>O</Key>}
                aria-keyshortcuts="o"
              >
                {meeting.outcome ? "Change" : "Add outcome"}
              </Button>
            )}
          </div>
          <MeetingDeal meeting={meeting} />
          {meeting.outcome_notes && <LinkedText text={meeting.outcome_notes} />}
          {!begun && !cancelled && <p className="soft">It can take its outcome from its start on.</p>}
          {begun && !cancelled && <Attendance meeting={meeting} />}
        </section>
        <section className={`card ${classes.part} ${classes.wide}`} aria-label="History">
          <h2>History</h2>
          <MeetingHistory meeting={meeting} />
        </section>
      </div>
      {recording && <OutcomeDialog meeting={meeting} onClose={() => setRecording(false)} />}
    </div>
  );
}
