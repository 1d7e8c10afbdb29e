import { toTheSecond } from "../format";
import type { DealPageData } from "../words";
import classes from "./deals.module.css";
import { type Line, linesOf } from "./history";

const ACTS = { made: "added the deal", changed: "changed", voided: "voided the deal" };
type Entry = DealPageData["history"][number];

export function DealHistory({ entries, currency }: { entries: Entry[]; currency: string }) {
  return (
    <section className={`card ${classes.history}`} aria-label="History">
      <h2>History</h2>
      <ol>
        {entries.map((entry) => (
          <li key={entry.at + entry.act}>
            <span>
              <strong>{entry.by?.name ?? "The command line"}</strong> {ACTS[entry.act]}
              {entry.reason && `: ${entry.reason}`}
            </span>
            <time className="soft num">{toTheSecond(entry.at)}</time>
            {entry.act === "changed" && (
              <ul>
                {linesOf(entry.before, entry.after, currency).map((line) => (
                  <Changed key={line.label} line={line} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Changed({ line }: { line: Line }) {
  return (
    <li>
      {line.label}: <del>{line.before}</del> <ins>{line.after}</ins>
    </li>
  );
}
