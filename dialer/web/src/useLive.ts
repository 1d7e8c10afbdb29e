import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { liveState, startLive } from "./live";
import { LIVE_NOUNS, staleKeysOf } from "./topics";
import { voice } from "./voice";

export const POLL_MS = 5_000;

/** Keeps every query fresh: by live topics, and by asking again while the stream is away. */
export function useLive() {
  const client = useQueryClient();
  const state = useLiveState();

  useEffect(
    () =>
      startLive((topics) => {
        if (topics.includes("reach")) void voice.stillHere();
        for (const key of staleKeysOf(topics)) void client.invalidateQueries({ queryKey: key });
      }),
    [client],
  );

  useEffect(() => {
    if (state === "starting") return;
    const everything = () =>
      void client.invalidateQueries({ predicate: (query) => LIVE_NOUNS.includes(String(query.queryKey[0])) });
    // Whatever was said while the stream was away was not heard.
    everything();
    if (state === "live") return;
    const timer = setInterval(everything, POLL_MS);
    return () => clearInterval(timer);
  }, [client, state]);
}

export function useLiveState() {
  return useSyncExternalStore(liveState.subscribe, liveState.get);
}
