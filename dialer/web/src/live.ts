import { createStore } from "./store";

/**
 * One stream for all tabs: the tab that holds the lock reads `/api/live` and repeats what it hears on a
 * broadcast channel. When that tab closes the lock falls to another one.
 */
export type LiveState = "starting" | "live" | "away";

type Word = { kind: "refetch"; topics: string[] } | { kind: "state"; state: LiveState } | { kind: "hello" };

/** How long the stream may take to open, and how long it may then say nothing, heartbeats included. */
const OPEN_MS = 8_000;
const SILENCE_MS = 45_000;
const RETRY_MS = 3_000;
const NAME = "dialer-live";

export const liveState = createStore<LiveState>("starting");

export function startLive(onTopics: (topics: string[]) => void): () => void {
  const stop = new AbortController();
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
  let leading = false;
  const tell = (word: Word) => {
    if (word.kind === "refetch") onTopics(word.topics);
    if (word.kind === "state") liveState.set(word.state);
    channel?.postMessage(word);
  };
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind === "refetch") onTopics(data.topics);
      if (data.kind === "state" && !leading) liveState.set(data.state);
      if (data.kind === "hello" && leading) channel.postMessage({ kind: "state", state: liveState.get() });
    };
    channel.postMessage({ kind: "hello" } satisfies Word);
  }
  void asLeader(stop.signal, () => {
    leading = true;
    return readForEver(stop.signal, tell);
  });
  return () => {
    stop.abort();
    channel?.close();
    liveState.set("starting");
  };
}

async function asLeader(signal: AbortSignal, lead: () => Promise<void>) {
  if (!navigator.locks) return lead();
  await navigator.locks.request(NAME, { signal }, lead).catch(() => {});
}

async function readForEver(signal: AbortSignal, tell: (word: Word) => void) {
  while (!signal.aborted) {
    const worked = await readOnce(signal, tell).catch(() => false);
    if (signal.aborted) return;
    // The server ends every stream after some minutes on purpose; what it says until the next one opens is not heard.
    tell({ kind: "state", state: worked ? "starting" : "away" });
    if (worked) continue;
    await new Promise((resume) => setTimeout(resume, RETRY_MS));
  }
}

/** Reads until the stream ends, or is silent for longer than heartbeats allow. True for an orderly end. */
async function readOnce(outer: AbortSignal, tell: (word: Word) => void): Promise<boolean> {
  const silence = new AbortController();
  const signal = AbortSignal.any([outer, silence.signal]);
  let timer = setTimeout(() => silence.abort(), OPEN_MS);
  try {
    const answer = await fetch("/api/live", { headers: { Accept: "text/event-stream" }, signal });
    if (!answer.ok || !answer.body) return false;
    tell({ kind: "state", state: "live" });
    // Another page of ours may have said, before we listened, that it cannot be rung any more.
    tell({ kind: "refetch", topics: ["reach"] });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      const split = splitEvents(rest + value);
      rest = split.rest;
      for (const topics of split.events) tell({ kind: "refetch", topics });
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Whole events out of what has arrived so far; the unfinished tail waits for more. */
export function splitEvents(text: string): { events: string[][]; rest: string } {
  const blocks = text.replaceAll("\r\n", "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  return { events: blocks.map(topicsOf).filter((topics) => topics.length > 0), rest };
}

function topicsOf(block: string): string[] {
  const data = block
    .split("\n")
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trim())
    .join("\n");
  if (!data) return [];
  try {
    const { refetch } = JSON.parse(data) as { refetch?: unknown };
    return Array.isArray(refetch) ? refetch.filter((topic) => typeof topic === "string") : [];
  } catch {
    return [];
  }
}
