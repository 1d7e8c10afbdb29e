import { useQuery } from "@tanstack/react-query";
import { moment } from "../format";
import { outcomeHistoryQuery } from "../queries";
import { OutcomeChip } from "../ui/OutcomeChip";
import { useNow } from "../ui/useNow";
import type { OutcomeRecord } from "../words";
import classes from "./calls.module.css";

/** Every decision about the outcome, the machine's and the people's. */
export function OutcomeHistory({ id }: { id: number }) {
  const { data = [] } = useQuery(outcomeHistoryQuery(id));
  const now = useNow(30_000);
  if (data.length === 0) return null;
  return (
    <section>
      <h3>History of the outcome</h3>
      <ol className={classes.outcomeHistory}>
        {data.map((record) => (
          <li key={`${record.at} ${record.outcome?.key}`}>
            <span className="soft num">{moment(record.at, now)}</span>
            {record.outcome ? (
              <OutcomeChip outcome={record.outcome} source={record.source} />
            ) : (
              <span>Cleared</span>
            )}
            <span className="soft">{whoRecorded(record)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function whoRecorded(record: OutcomeRecord): string {
  if (record.source === "webhook") return record.reason ?? "Pre-filled from the line";
  return record.by ? `by ${record.by.name}` : "";
}
