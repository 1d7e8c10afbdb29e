import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { ago } from "../format";
import { meetingsOwedQuery } from "../queries";
import { Notice } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import type { MeetingsOwed } from "../words";

const REMEMBERED = 200;

/** Calm and once for each meeting: it is over, and its host has not said what it came to. */
export function MeetingReminder() {
  const { data } = useQuery(meetingsOwedQuery);
  const [path] = useLocation();
  const now = useNow(20_000);
  const [seen, setSeen] = useLocalStorage<number[]>({
    key: "meeting-reminders-seen",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const late = (data?.reminders ?? []).filter(({ meeting_id }) => !seen.includes(meeting_id));
  const oldest = late[0];
  // The list of them says it all.
  if (!oldest || path.startsWith("/meetings")) return null;
  const dismiss = () => setSeen([...seen, ...late.map(({ meeting_id }) => meeting_id)].slice(-REMEMBERED));
  const there =
    late.length === 1 ? `/meetings/${oldest.meeting_id}` : "/meetings?tab=past&missing_outcome=true";
  return (
    <div data-testid="meeting-reminder" role="status" style={{ marginBottom: 14 }}>
      <Notice tone="info" onClose={dismiss}>
        {wordsFor(oldest, late.length, now)}{" "}
        <Link href={there} onClick={dismiss}>
          Say what {late.length === 1 ? "it" : "they"} came to
        </Link>
      </Notice>
    </div>
  );
}

function wordsFor(oldest: MeetingsOwed["reminders"][number], count: number, now: number): string {
  const since = ago(oldest.ends_at, now);
  return count === 1
    ? `The ${oldest.kind} call with ${oldest.lead} ended ${since} and has no outcome yet.`
    : `${count} meetings wait for their outcomes, the one with ${oldest.lead} ended ${since}.`;
}
