import { Link } from "wouter";
import { moment } from "../format";
import { useNow } from "../ui/useNow";
import type { Journey } from "../words";
import classes from "./leads.module.css";

type Owed = Journey["owed"][number];

const WHAT: Record<Owed["kind"], string> = {
  call: "Call without an outcome",
  meeting: "Meeting without an outcome",
  task: "Task",
  qualification: "Decision",
  do_not_call: "Do not call",
};
const WHERE: Partial<Record<Owed["kind"], (id: number) => string>> = {
  call: (id) => `/calls?tab=all&call=${id}`,
  meeting: (id) => `/meetings/${id}`,
};

/** What still waits for somebody. */
export function OwedThings({ owed }: { owed: Owed[] }) {
  const now = useNow(30_000);
  if (owed.length === 0) return null;
  return (
    <section className={`card ${classes.owed}`} aria-label="Owed">
      <h2>
        Owed <span className="soft num">{owed.length}</span>
      </h2>
      <ul>
        {owed.map((one) => (
          <li key={`${one.kind}-${one.id}`} data-testid="owed-thing">
            <Link href={WHERE[one.kind]?.(one.id) ?? "/tasks"}>{one.words || WHAT[one.kind]}</Link>
            <span className="soft num">
              {[one.words ? WHAT[one.kind] : null, moment(one.at, now), one.who?.name]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
