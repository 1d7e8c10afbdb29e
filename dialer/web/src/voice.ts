import type { Device, Call as SdkCall } from "@twilio/voice-sdk";
import { api, ask, sentenceOf } from "./api";
import { createStore } from "./store";

/**
 * The only file that knows the Voice SDK. It says what this browser's line does now; what a call means
 * is the server's to say.
 */
export interface Trouble {
  code: number | null;
  sentence: string;
  /** The lead's phone was never reached, through no doing of the lead. */
  unplaced: boolean;
}

export type Line =
  | { kind: "idle" }
  | { kind: "connecting"; callId: number }
  | { kind: "ringing"; callId: number }
  | { kind: "open"; callId: number; muted: boolean; poor: boolean }
  | { kind: "reconnecting"; callId: number; muted: boolean }
  | { kind: "over"; callId: number; trouble: Trouble | null };

const REFRESH_BEFORE_EXPIRY_MS = 3 * 60_000;
const KEEP_CALL_MS = 30_000;
/** How long to reach the phone service, and then how long it may take to know the call. */
const REACH_MS = 15_000;
const KNOWN_MS = 40_000;
const RETRY_TOKEN_MS = 20_000;
const LINE_LOCK = "dialer-line";

/** Codes by which the lead's side answers. They are news of the line, which the server hears by itself. */
const LEAD_SIDE = new Set([31404, 31480, 31484, 31486, 31487, 31600, 31603, 31604]);

const SENTENCES: Record<number, string> = {
  31401: "The browser did not allow the microphone.",
  31402: "The microphone could not be opened. Another program may be using it.",
  20101: "The phone line refused this sign-in. Reload the page and call again.",
  20104: "The sign-in of the phone line ran out. Call again.",
  31000: "The phone line could not be reached. A firewall may be in the way.",
  31003: "The phone line did not answer in time.",
  31005: "The phone line broke off. Check the connection.",
  31009: "The phone line could not be reached. Check the connection.",
  53000: "The phone line could not be reached. Check the connection.",
  53405: "The sound was lost and did not come back. Check the connection.",
};

const line = createStore<Line>({ kind: "idle" });
let device: Promise<Device> | null = null;
let active: SdkCall | null = null;
let letGo: (() => void) | null = null;

export const voice = {
  line: line.get,
  subscribe: line.subscribe,
  warm,
  place,
  hangUp,
  mute,
  sendDigits,
  heldByAnotherTab,
  destroy,
};

/** Fetches the SDK's code ahead of the first call. The device itself waits for a click. */
function warm() {
  void import("@twilio/voice-sdk").catch(() => {});
}

/** Places the line of a call the server has made. Never throws: what goes wrong ends in `over`. */
async function place(callId: number): Promise<void> {
  if (active) hangUp();
  line.set({ kind: "connecting", callId });
  const timer = setTimeout(() => giveUp(callId), REACH_MS);
  try {
    if (!(await takeLine()) && !(await pause(400).then(takeLine)))
      throw new Error("Another tab of this browser is on the phone.");
    device ??= createDevice();
    const sdkDevice = await device;
    await freed(sdkDevice);
    if (!concerns(callId)) return;
    const sdkCall = await sdkDevice.connect({ params: { call_id: String(callId) } });
    if (!concerns(callId)) return sdkCall.disconnect();
    follow(sdkCall, callId);
  } catch (error) {
    if (concerns(callId)) finish(callId, troubleOf(error, false));
  } finally {
    clearTimeout(timer);
    if (!concerns(callId)) releaseLine();
  }
}

/** The SDK takes a moment to let go of the call before. */
async function freed(sdkDevice: Device) {
  for (let tries = 0; sdkDevice.isBusy && tries < 20; tries += 1) {
    sdkDevice.disconnectAll();
    await pause(100);
  }
}

/** The SDK has no limit of its own; a device stuck in connecting is thrown away with the attempt. */
function giveUp(callId: number) {
  if (!concerns(callId)) return;
  finish(callId, { code: 31003, sentence: sentenceFor(31003), unplaced: true });
  void destroy();
}

function hangUp() {
  const now = line.get();
  if (now.kind === "idle" || now.kind === "over") return;
  active?.disconnect();
  finish(now.callId, null);
}

function mute(muted: boolean) {
  active?.mute(muted);
}

function sendDigits(digits: string) {
  if (/^[0-9*#]+$/.test(digits)) active?.sendDigits(digits);
}

async function destroy() {
  if (active) hangUp();
  const old = device;
  device = null;
  await old?.then((sdkDevice) => sdkDevice.destroy()).catch(() => {});
}

async function createDevice(): Promise<Device> {
  try {
    const [{ Device: SdkDevice }, token] = await Promise.all([import("@twilio/voice-sdk"), fetchToken()]);
    const sdkDevice = new SdkDevice(token, {
      appName: "dialer",
      closeProtection: false,
      enableImprovedSignalingErrorPrecision: true,
      maxCallSignalingTimeoutMs: KEEP_CALL_MS,
      tokenRefreshMs: REFRESH_BEFORE_EXPIRY_MS,
    });
    sdkDevice.on("tokenWillExpire", () => void refreshToken(sdkDevice));
    sdkDevice.on("error", (error: unknown) => deviceFailed(sdkDevice, error));
    sdkDevice.on("destroyed", () => {
      device = null;
    });
    return sdkDevice;
  } catch (error) {
    device = null;
    throw error;
  }
}

async function fetchToken(): Promise<string> {
  return (await ask(api.POST("/api/voice-token"))).token;
}

async function refreshToken(sdkDevice: Device) {
  try {
    sdkDevice.updateToken(await fetchToken());
  } catch {
    if (sdkDevice.state !== "destroyed") setTimeout(() => void refreshToken(sdkDevice), RETRY_TOKEN_MS);
  }
}

/**
 * A failed attempt at signalling reports itself twice and is tried again by the SDK, so only a refused
 * token needs an answer; the timers of the set-up speak for the rest.
 */
function deviceFailed(sdkDevice: Device, error: unknown) {
  const code = codeOf(error);
  if (code === null || !isTokenTrouble(code)) return;
  const now = line.get();
  if (now.kind === "connecting" && !active) finish(now.callId, troubleOf(error, false));
  if (code === 20104) void refreshToken(sdkDevice);
  else void destroy();
}

function isTokenTrouble(code: number): boolean {
  return (code >= 20101 && code <= 20199) || (code >= 31201 && code <= 31207);
}

function follow(sdkCall: SdkCall, callId: number) {
  active = sdkCall;
  let failure: Trouble | null = null;
  let poor = false;
  const reached = () => Boolean(sdkCall.parameters.CallSid);
  const timer = setTimeout(() => {
    if (active === sdkCall && !reached()) giveUp(callId);
  }, KNOWN_MS);
  const say = (next: Line) => {
    if (active === sdkCall) line.set(next);
  };
  const open = () => say({ kind: "open", callId, muted: sdkCall.isMuted(), poor });
  const quality = (bad: boolean) => {
    poor = bad;
    if (line.get().kind === "open") open();
  };

  sdkCall.on("ringing", () => say({ kind: "ringing", callId }));
  sdkCall.on("accept", open);
  sdkCall.on("mute", () => {
    if (line.get().kind === "open") open();
  });
  sdkCall.on("reconnecting", () => say({ kind: "reconnecting", callId, muted: sdkCall.isMuted() }));
  sdkCall.on("reconnected", open);
  sdkCall.on("warning", (name: string) => quality(poor || !name.startsWith("constant-audio")));
  sdkCall.on("warning-cleared", () => quality(false));

  // A refused microphone says "disconnect" first and why afterwards; the wait lets the reason arrive.
  const over = () => {
    clearTimeout(timer);
    setTimeout(() => {
      if (active === sdkCall) finish(callId, failure);
    });
  };
  sdkCall.on("error", (error: unknown) => {
    failure = troubleOf(error, reached());
    if (sdkCall.status() === "closed" || isMicrophone(failure)) over();
  });
  for (const event of ["disconnect", "cancel", "reject"]) sdkCall.on(event, over);
}

function isMicrophone(trouble: Trouble | null): boolean {
  return trouble?.code === 31401 || trouble?.code === 31402;
}

function finish(callId: number, trouble: Trouble | null) {
  active = null;
  releaseLine();
  line.set({ kind: "over", callId, trouble });
}

function concerns(callId: number): boolean {
  const now = line.get();
  return now.kind !== "idle" && now.kind !== "over" && now.callId === callId;
}

export function troubleOf(error: unknown, reached: boolean): Trouble | null {
  const code = codeOf(error);
  if (code !== null && LEAD_SIDE.has(code)) return null;
  const sentence = code === null ? sentenceOf(error) : sentenceFor(code);
  return { code, sentence, unplaced: !reached };
}

function sentenceFor(code: number): string {
  return SENTENCES[code] ?? `The phone line failed (${code}).`;
}

function codeOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null) return null;
  if ("code" in error && typeof error.code === "number") return error.code;
  return error instanceof DOMException && error.name === "NotAllowedError" ? 31401 : null;
}

/** Holds a lock while the line is up, so that other tabs of this browser know where the sound is. */
function takeLine(): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((answer) => {
    void navigator.locks.request(LINE_LOCK, { ifAvailable: true }, (lock) => {
      answer(lock !== null);
      if (lock === null) return undefined;
      return new Promise<void>((release) => {
        letGo = release;
      });
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}

function releaseLine() {
  letGo?.();
  letGo = null;
}

async function heldByAnotherTab(): Promise<boolean> {
  if (!navigator.locks || letGo) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === LINE_LOCK);
}
