import { useQuery } from "@tanstack/react-query";
import { ago } from "../format";
import { owedQuery } from "../queries";
import { Initials } from "../ui/Initials";
import { useNow } from "../ui/useNow";
import classes from "./calls.module.css";
import type { FilterChange } from "./FilterBar";

/** Who owes how many, since when; a row opens that rep's list. */
export function OwedByRep({ repId, change }: { repId: number | undefined; change: FilterChange }) {
  const { data } = useQuery(owedQuery);
  const now = useNow(20_000);
  const reps = data?.by_rep ?? [];
  if (reps.length === 0) return null;
  return (
    <section className={`card ${classes.tableCard} ${classes.byRep}`} aria-label="Owed by rep">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Rep</th>
            <th scope="col" className={classes.right}>
              Owed
            </th>
            <th scope="col" className={classes.right}>
              Oldest
            </th>
            <th scope="col" className={classes.right}>
              Released
            </th>
          </tr>
        </thead>
        <tbody>
          {reps.map(({ rep, count, oldest_at, released }) => (
            <tr key={rep.id} data-selected={rep.id === repId || undefined} className={classes.repRow}>
              <th scope="row">
                <button
                  type="button"
                  className={classes.name}
                  aria-pressed={rep.id === repId}
                  onClick={() => change({ rep_id: rep.id === repId ? null : rep.id })}
                >
                  <Initials name={rep.name} size={26} /> {rep.name}
                </button>
              </th>
              <td className={`num ${classes.right}`}>{count}</td>
              <td className={`num ${classes.right}`}>{ago(oldest_at, now).replace(" ago", "")}</td>
              <td className={`num ${classes.right}`}>{released || <span className="soft">0</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
