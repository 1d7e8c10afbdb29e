import { Button, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../api";
import { recordMany } from "../call/requests";
import { useShortcuts } from "../keys";
import { useOutcomes } from "../queries";
import { Key } from "../ui/Key";
import type { Bulk, Call } from "../words";
import classes from "./calls.module.css";
import type { useChosen } from "./useChosen";

const MOST_AT_ONCE = 200;

interface Props {
  rows: ReturnType<typeof useChosen>;
  reason: string | undefined;
}

/** One no-answer outcome for all marked rows. What did not fit is said, call by call. */
export function BulkBar({ rows, reason }: Props) {
  const { alike, chosen, all, none } = rows;
  const outcomes = useOutcomes().filter((one) => !one.deleted && one.group === "no_answer");
  const [picked, setPicked] = useState<string | null>(null);
  const outcome = picked ?? outcomes[0]?.key ?? null;
  const record = useRecordMany(none);
  const marked = chosen.slice(0, MOST_AT_ONCE);
  const run = () => outcome && record.mutate({ calls: marked, outcome, reason });
  useShortcuts([{ keys: "b", label: "Record the marked calls together", run }], {
    enabled: chosen.length > 0 && !record.isPending,
  });
  if (alike.length === 0) return null;
  return (
    <section className={classes.bulk} aria-label="Several calls at once" data-testid="bulk">
      <Button variant="default" onClick={chosen.length === alike.length ? none : all}>
        {chosen.length === alike.length ? "Unmark all" : `Mark the ${alike.length} that nobody answered`}
      </Button>
      {chosen.length > 0 && (
        <>
          <Select
            aria-label="Outcome for the marked calls"
            value={outcome}
            onChange={setPicked}
            allowDeselect={false}
            data={outcomes.map(({ key, label }) => ({ value: key, label }))}
          />
          <Button rightSection={<Key>B</Key>} loading={record.isPending} onClick={run}>
            Record {marked.length} {marked.length === 1 ? "call" : "calls"}
          </Button>
        </>
      )}
    </section>
  );
}

interface Many {
  calls: Call[];
  outcome: string;
  reason: string | undefined;
}

function useRecordMany(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ calls, outcome, reason }: Many) => recordMany(calls, outcome, reason),
    onSuccess: (answer) => {
      onDone();
      notifications.show({ message: summary(answer), color: answer.skipped ? "yellow" : undefined });
    },
    onError: (error) =>
      notifications.show({ color: "red", title: "Nothing recorded", message: sentenceOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["calls"] }),
  });
}

/** "Recorded 3. 1 left as it is: somebody changed it meanwhile." */
export function summary({ recorded, skipped, results }: Bulk): string {
  const why = [...new Set(results.filter((one) => !one.recorded).map((one) => one.detail))];
  return skipped === 0
    ? `Recorded ${recorded}.`
    : `Recorded ${recorded}. ${skipped} left as they were: ${why.join(" ")}`;
}
