import type { Device, Call as SdkCall } from "@twilio/voice-sdk";
import { api, ask } from "./api";
import { releaseLine, takeLine } from "./lineLock";
import { incoming, tellReachable, withdrawn } from "./reach";
import { createStore } from "./store";
import { codeOf, isMicrophone, isTokenTrouble, sentenceFor, type Trouble, troubleOf } from "./voiceTrouble";

/**
 * The only file that knows the Voice SDK. It says what this browser's line does now; what a call means
 * is the server's to say.
 */
export type Line =
  | { kind: "idle" }
  | { kind: "connecting"; callId: number }
  | { kind: "ringing"; callId: number }
  | { kind: "open"; callId: number; muted: boolean; poor: boolean; microphone: boolean }
  | { kind: "reconnecting"; callId: number; muted: boolean }
  | { kind: "over"; callId: number; trouble: Trouble | null };

const REFRESH_BEFORE_EXPIRY_MS = 3 * 60_000;
const KEEP_CALL_MS = 30_000;
/** How long to reach the phone service, and then how long it may take to know the call. */
const REACH_MS = 15_000;
const KNOWN_MS = 40_000;
const RETRY_TOKEN_MS = 20_000;
/** The server forgets after 75 seconds that this page can be rung. */
const STILL_HERE_MS = 30_000;
/** A tone and the gap after it. */
const DIGIT_MS = 250;

const line = createStore<Line>({ kind: "idle" });
let device: Promise<Device> | null = null;
let active: SdkCall | null = null;
let digitsWaiting = "";
/** The calls that ring here, by the number the server gave them. */
const offered = new Map<number, SdkCall>();
let listening: ReturnType<typeof setInterval> | null = null;

export const voice = {
  line: line.get,
  subscribe: line.subscribe,
  warm,
  place,
  hangUp,
  mute,
  sendDigits,
  listen,
  stillHere,
  accept,
  decline,
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
    if (!(await takeLine())) throw new Error("Another tab of this browser is on the phone.");
    if (!concerns(callId)) return releaseLine();
    const sdkDevice = await readyDevice();
    await freed(sdkDevice);
    if (!concerns(callId)) return;
    const sdkCall = await sdkDevice.connect({ params: { call_id: String(callId) } });
    if (!concerns(callId)) return sdkCall.disconnect();
    follow(sdkCall, callId);
  } catch (error) {
    if (concerns(callId)) finish(callId, troubleOf(error, false));
  } finally {
    clearTimeout(timer);
  }
}

/** The SDK takes a moment to let go of the call before. */
async function freed(sdkDevice: Device) {
  for (let tries = 0; sdkDevice.isBusy && tries < 20; tries += 1) {
    sdkDevice.disconnectAll();
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** The SDK has no limit of its own; a device that is stuck goes with the attempt. */
function giveUp(callId: number) {
  if (!concerns(callId)) return;
  finish(callId, { code: 31003, sentence: sentenceFor(31003), unplaced: true });
  void destroy();
}

/** Of one call only, when it is named: the line may belong to another one by now. */
function hangUp(callId?: number) {
  const now = line.get();
  if (now.kind === "idle" || now.kind === "over") return;
  if (callId !== undefined && now.callId !== callId) return;
  // A device that is still connecting has no call to end, and would keep the next one waiting.
  if (active) active.disconnect();
  else void destroy();
  finish(now.callId, null);
}

/** Lets this page be rung, or not any more. A device that was lost comes back with the next beat. */
function listen(wanted: boolean) {
  if (listening) clearInterval(listening);
  listening = wanted ? setInterval(() => void keepListening(), STILL_HERE_MS) : null;
  if (wanted) return keepListening();
  void device
    ?.then((sdkDevice) => (sdkDevice.state === "registered" ? sdkDevice.unregister() : undefined))
    .catch(() => {});
  return tellReachable(false);
}

/** Says at once, not with the next beat, that this page can be rung: another page of the rep's cannot any more. */
async function stillHere() {
  if (listening !== null) await keepListening();
}

async function keepListening() {
  const sdkDevice = await readyDevice().catch(() => null);
  if (!sdkDevice || listening === null) return;
  if (sdkDevice.state === "registered") await tellReachable(true);
  // It never settles when the phone service refuses, and says "registered" when it does not.
  else if (sdkDevice.state === "unregistered") void sdkDevice.register().catch(() => {});
}

function ring(sdkCall: SdkCall) {
  const callId = Number(sdkCall.customParameters.get("call_id"));
  if (!callId || active) return sdkCall.reject();
  offered.set(callId, sdkCall);
  incoming.set([...offered.keys()]);
  sdkCall.on("cancel", () => forget(callId) && withdrawn.set({ callId }));
  for (const event of ["reject", "disconnect"]) sdkCall.on(event, () => forget(callId));
}

function forget(callId: number): boolean {
  const known = offered.delete(callId);
  incoming.set([...offered.keys()]);
  return known;
}

/** Takes a call that rings here. The others that ring go to somebody else. */
async function accept(callId: number) {
  const sdkCall = offered.get(callId);
  if (!sdkCall || active) return;
  if (!(await takeLine())) {
    line.set({ kind: "over", callId, trouble: troubleOf(new Error("Another tab is on the phone."), true) });
    return;
  }
  if (!forget(callId)) return releaseLine();
  line.set({ kind: "connecting", callId });
  follow(sdkCall, callId);
  sdkCall.accept();
  for (const other of [...offered.keys()]) decline(other);
}

function decline(callId: number) {
  const sdkCall = offered.get(callId);
  forget(callId);
  sdkCall?.reject();
}

function mute(muted: boolean) {
  active?.mute(muted);
}

/** Digits wait their turn: the browser would cut off the tone that is playing. */
function sendDigits(digits: string) {
  if (!active || !/^[0-9*#]+$/.test(digits)) return;
  const idle = digitsWaiting === "";
  digitsWaiting += digits;
  if (idle) sendNextDigit();
}

function sendNextDigit() {
  const digit = digitsWaiting[0];
  if (!digit || !active) return;
  active.sendDigits(digit);
  setTimeout(() => {
    digitsWaiting = digitsWaiting.slice(1);
    sendNextDigit();
  }, DIGIT_MS);
}

/** Throws the device away, and with it whatever it was in the middle of. */
async function destroy() {
  active?.disconnect();
  const old = device;
  device = null;
  await old?.then((sdkDevice) => sdkDevice.destroy()).catch(() => {});
}

/**
 * One device a tab, made at the first call; the browser may have thrown it away with a sleeping page. One that
 * lost its socket tries again ever more rarely, so a new one is there sooner.
 */
async function readyDevice(): Promise<Device> {
  device ??= createDevice();
  const mine = device;
  const known = await mine;
  if (known.state !== "destroyed" && (active || !isCutOff(known))) return known;
  if (device === mine) await destroy();
  device ??= createDevice();
  return device;
}

/** Both are known from the first connection on, and only the edge is forgotten with it. */
function isCutOff(sdkDevice: Device): boolean {
  return sdkDevice.identity !== null && sdkDevice.edge === null;
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
    sdkDevice.on("incoming", ring);
    sdkDevice.on("registered", () => listening !== null && void tellReachable(true));
    sdkDevice.on("tokenWillExpire", () => void refreshToken(sdkDevice));
    sdkDevice.on("error", (error: unknown) => deviceFailed(sdkDevice, error));
    return sdkDevice;
  } catch (error) {
    device = null;
    throw error;
  }
}

async function fetchToken(): Promise<string> {
  return (await ask(api.POST("/api/voice-token"))).token;
}

async function refreshToken(sdkDevice: Device, otherwise = () => refreshLater(sdkDevice)) {
  try {
    sdkDevice.updateToken(await fetchToken());
  } catch {
    otherwise();
  }
}

function refreshLater(sdkDevice: Device) {
  if (sdkDevice.state !== "destroyed") setTimeout(() => void refreshToken(sdkDevice), RETRY_TOKEN_MS);
}

/**
 * A failed attempt at signalling reports itself twice and is tried again by the SDK, so only a refused
 * token needs an answer; the timers of the set-up speak for the rest.
 */
function deviceFailed(sdkDevice: Device, error: unknown) {
  const code = codeOf(error);
  if (code === null || !isTokenTrouble(code)) return;
  const now = line.get();
  if (now.kind === "connecting") {
    active?.disconnect();
    finish(now.callId, troubleOf(error, false));
  }
  if (code === 20104) void refreshToken(sdkDevice, () => void destroy());
  else void destroy();
}

function follow(sdkCall: SdkCall, callId: number) {
  active = sdkCall;
  let failure: Trouble | null = null;
  let poor = false;
  let microphone = true;
  const reached = () => Boolean(sdkCall.parameters.CallSid);
  const timer = setTimeout(() => {
    if (active === sdkCall && !reached()) giveUp(callId);
  }, KNOWN_MS);
  const say = (next: Line) => {
    if (active === sdkCall) line.set(next);
  };
  const open = () => say({ kind: "open", callId, muted: sdkCall.isMuted(), poor, microphone });
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
  // Once a second. A microphone that is pulled out ends its track and is no event of the SDK's.
  sdkCall.on("sample", () => {
    if (!hasMicrophone(sdkCall)) void anotherMicrophone();
    if (microphone === hasMicrophone(sdkCall)) return;
    microphone = !microphone;
    if (line.get().kind === "open") open();
  });

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

function hasMicrophone(sdkCall: SdkCall): boolean {
  const tracks = sdkCall.getLocalStream()?.getAudioTracks() ?? [];
  return tracks.some((track) => track.readyState === "live");
}

/** Opens the microphone that the browser would choose now, if there is any. */
async function anotherMicrophone() {
  const audio = (await device)?.audio;
  const there = [...(audio?.availableInputDevices.keys() ?? [])];
  const chosen = there.includes("default") ? "default" : there[0];
  if (chosen !== undefined) await audio?.setInputDevice(chosen).catch(() => {});
}

/** A device that was set stays open until it is unset, and its light on. */
async function letMicrophoneGo() {
  const audio = (await device?.catch(() => null))?.audio;
  if (audio?.inputDevice && !active) await audio.unsetInputDevice().catch(() => {});
}

function finish(callId: number, trouble: Trouble | null) {
  active = null;
  digitsWaiting = "";
  releaseLine();
  void letMicrophoneGo();
  line.set({ kind: "over", callId, trouble });
}

function concerns(callId: number): boolean {
  const now = line.get();
  return now.kind !== "idle" && now.kind !== "over" && now.callId === callId;
}
