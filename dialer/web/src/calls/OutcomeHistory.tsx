import { useQuery } from "@tanstack/react-query";
import { moment } from "../format";
import { outcomeHistoryQuery } from "../queries";
import { OutcomeChip } from "../ui/OutcomeChip";
import { useNow } from "../ui/useNow";
import classes from "./calls.module.css";
import { effectWords, entryWords } from "./historyWords";

/** Every decision about the outcome, the machine's and the people's, and what each brought about. */
export function OutcomeHistory({ id }: { id: number }) {
  const { data = [] } = useQuery(outcomeHistoryQuery(id));
  const now = useNow(30_000);
  if (data.length === 0) return null;
  return (
    <section>
      <h3>History of the outcome</h3>
      <ol className={classes.outcomeHistory}>
        {data.map((record, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end.
          <li key={index}>
            <span className="soft num">{moment(record.at, now)}</span>
            {record.outcome ? (
              <OutcomeChip outcome={record.outcome} source={record.source} />
            ) : (
              <span>No outcome</span>
            )}
            <span className="soft">{entryWords(record, data[index - 1])}</span>
            {record.effects.length > 0 && (
              <ul className={classes.effects}>
                {record.effects.map((effect) => (
                  <li key={`${effect.kind} ${effect.act} ${effect.task_id}`}>{effectWords(effect, now)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
