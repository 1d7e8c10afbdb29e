import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { ago, phone } from "../format";
import { owedQuery } from "../queries";
import { Notice } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import type { Owed } from "../words";

const REMEMBERED = 200;

/** Calm and once for each call: an outcome has been owed for longer than the company allows. */
export function OwedReminder() {
  const { data } = useQuery(owedQuery);
  const [path] = useLocation();
  const now = useNow(20_000);
  const [seen, setSeen] = useLocalStorage<number[]>({
    key: "owed-reminders-seen",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const late = (data?.reminders ?? []).filter(({ call_id }) => !seen.includes(call_id));
  const oldest = late[0];
  // The list of them says it all.
  if (!oldest || path === "/calls") return null;
  const dismiss = () => setSeen([...seen, ...late.map(({ call_id }) => call_id)].slice(-REMEMBERED));
  return (
    <div data-testid="owed-reminder" role="status" style={{ marginBottom: 14 }}>
      <Notice tone="info" onClose={dismiss}>
        {wordsFor(oldest, late.length, now)}{" "}
        <Link href="/calls" onClick={dismiss}>
          Pick {late.length === 1 ? "it" : "them"} now
        </Link>
      </Notice>
    </div>
  );
}

function wordsFor(oldest: Owed["reminders"][number], count: number, now: number): string {
  const who = oldest.lead ?? phone(oldest.number);
  const since = ago(oldest.line_ended_at, now).replace(" ago", "");
  return count === 1
    ? `The call with ${who} has waited for its outcome for ${since}.`
    : `${count} calls wait for their outcomes, the one with ${who} for ${since}.`;
}
