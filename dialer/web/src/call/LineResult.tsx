import { duration } from "../format";
import { ResultChip } from "../ui/ResultChip";
import type { Call } from "../words";
import classes from "./picker.module.css";

/** What the line came to, and why, where nothing is filled in that says so already. */
export function LineResult({ call }: { call: Call }) {
  const { result, reason, talk_seconds: talk } = call.line;
  if (!result || (call.suggested && call.outcome_source !== "rep")) return null;
  const words = reason ?? (talk === null ? null : `${duration(talk)} on the line`);
  return (
    <p className={classes.lineResult} data-testid="line-result">
      <span>
        The line: <ResultChip line={call.line} />
      </span>
      {words && <span className="soft">{words}</span>}
    </p>
  );
}
