import { duration } from "../format";
import { useNow } from "./useNow";

/** Counts up from a moment the server knows. */
export function Timer({ since }: { since: string }) {
  const seconds = (useNow() - Date.parse(since)) / 1000;
  return (
    <span className="num" role="timer" aria-live="off">
      {duration(seconds)}
    </span>
  );
}
