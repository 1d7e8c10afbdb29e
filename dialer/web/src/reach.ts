import { api, ask } from "./api";
import { createStore } from "./store";

const AWAY = "take-no-calls";

/** The calls that ring at this page, by number. */
export const incoming = createStore<number[]>([]);
/** The last call that stopped ringing here without our doing. */
export const withdrawn = createStore<{ callId: number } | null>(null);
/** Whether this browser takes calls from outside; a choice that stays. */
export const takesCalls = createStore(localStorage.getItem(AWAY) === null);

export function setTakesCalls(takes: boolean) {
  if (takes) localStorage.removeItem(AWAY);
  else localStorage.setItem(AWAY, "yes");
  takesCalls.set(takes);
}

/** The server rings only pages that said so a moment ago. What is lost here is said again soon. */
export async function tellReachable(reachable: boolean) {
  await ask(api.PUT("/api/reachable", { body: { reachable }, keepalive: !reachable })).catch(() => {});
}
