import { moment, toTheSecond } from "../../format";
import { useNow } from "../../ui/useNow";
import type { AuditEntry } from "../../words";
import classes from "../admin.module.css";
import type { NarrowLog } from "./filters";
import { actionInWords, type Change, changesOf } from "./words";

interface Props {
  entry: AuditEntry;
  nameOf: (subject: string) => string;
  narrow: NarrowLog;
}

/** One entry, readable without knowing our words; the thing that was changed narrows the log to itself. */
export function AuditRow({ entry, nameOf, narrow }: Props) {
  const now = useNow(60_000);
  const changes = changesOf(entry.before, entry.after);
  return (
    <tr data-action={entry.action}>
      <td data-label="When" className={`num ${classes.nowrap}`} title={toTheSecond(entry.at)}>
        {moment(entry.at, now)}
      </td>
      <td data-label="Who">{entry.actor?.name ?? <span className="soft">Command line</span>}</td>
      <th scope="row">
        {actionInWords(entry.action)}
        <button
          type="button"
          className={classes.subject}
          title={`Show every change of ${entry.subject}`}
          onClick={() => narrow({ subject: entry.subject })}
        >
          {nameOf(entry.subject)}
        </button>
      </th>
      <td className={classes.changes}>
        {changes.length === 0 ? (
          <span className="soft">—</span>
        ) : (
          changes.map((change) => <ChangeLine key={change.name} change={change} />)
        )}
      </td>
      <td data-label="From" className="num soft">
        {entry.ip || "—"}
      </td>
    </tr>
  );
}

function ChangeLine({ change: { name, before, after } }: { change: Change }) {
  return (
    <div>
      {name && <span className="soft">{name}: </span>}
      {before !== null && <del>{before}</del>}
      {before !== null && after !== null && <span aria-hidden="true"> → </span>}
      {after !== null && <ins>{after}</ins>}
    </div>
  );
}
