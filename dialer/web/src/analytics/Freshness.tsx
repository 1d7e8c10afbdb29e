import { ago } from "../format";
import { useNow } from "../ui/useNow";
import type { Analytics } from "../words";
import classes from "./analytics.module.css";

export type Fresh = Pick<Analytics, "as_of" | "waiting" | "rebuilding" | "time_zone">;

/** Every number says how old it is. */
export function Freshness({ answer }: { answer: Fresh }) {
  const now = useNow(1000);
  const { waiting, rebuilding } = answer;
  const words =
    waiting === 0 ? "Up to date" : `${waiting} ${waiting === 1 ? "day waits" : "days wait"} to be recounted`;
  return (
    <span className={classes.fresh} data-waiting={waiting > 0 || undefined} data-testid="freshness">
      <span className={classes.freshDot} aria-hidden="true" />
      {words} {waiting > 0 && <span className="soft num">· as of {ago(answer.as_of, now)}</span>}
      {rebuilding !== null && (
        <span className="soft num" data-testid="rebuilding">
          · counting by the new time zone, {Math.floor(rebuilding * 100)} % done
        </span>
      )}
    </span>
  );
}
