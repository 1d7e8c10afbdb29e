import type { Call, LineResult } from "../words";
import classes from "./ui.module.css";

export const RESULT_WORDS: Record<LineResult, string> = {
  not_placed: "Not placed",
  busy: "Busy",
  no_answer: "No answer",
  canceled: "Canceled",
  not_in_service: "Not in service",
  blocked: "Blocked",
  machine: "Machine",
  fax: "Fax",
  answered: "Answered",
};

/** What happened on the line, apart from what it meant. */
export function ResultChip({ line, missed }: { line: Call["line"]; missed?: boolean }) {
  if (!line.result) return <span className="soft">On the line</span>;
  return (
    <span className={classes.result} data-result={line.result} title={line.reason ?? undefined}>
      {missed ? "Missed" : RESULT_WORDS[line.result]}
    </span>
  );
}
