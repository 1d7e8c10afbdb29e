import { useState } from "react";
import type { Call } from "../words";

const NO_ANSWER = new Set(["busy", "no_answer", "canceled", "not_in_service", "machine", "fax"]);

/** Whether nobody spoke on this call, so that one outcome may be given to it and others like it. */
export function isNoAnswer(call: Call): boolean {
  return call.line.result !== null && NO_ANSWER.has(call.line.result);
}

/** The rows marked for being recorded together; a row that left the list is not marked any more. */
export function useChosen(calls: Call[]) {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const alike = calls.filter(isNoAnswer);
  const chosen = alike.filter((call) => ids.has(call.id));
  const toggle = (call: Call) => {
    if (!isNoAnswer(call)) return;
    const next = new Set(ids);
    if (!next.delete(call.id)) next.add(call.id);
    setIds(next);
  };
  return {
    alike,
    chosen,
    toggle,
    all: () => setIds(new Set(alike.map((call) => call.id))),
    none: () => setIds(new Set()),
  };
}
