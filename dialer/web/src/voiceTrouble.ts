import { sentenceOf } from "./api";

/** What went wrong with this browser's line, for the person who has to do something about it. */
export interface Trouble {
  code: number | null;
  sentence: string;
  /** The lead's phone was never reached, through no doing of the lead. */
  unplaced: boolean;
}

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

export function troubleOf(error: unknown, reached: boolean): Trouble | null {
  const code = codeOf(error);
  if (code !== null && LEAD_SIDE.has(code)) return null;
  const sentence = code === null ? sentenceOf(error) : sentenceFor(code);
  return { code, sentence, unplaced: !reached };
}

export function sentenceFor(code: number): string {
  return SENTENCES[code] ?? `The phone line failed (${code}).`;
}

export function codeOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null) return null;
  if ("code" in error && typeof error.code === "number") return error.code;
  return error instanceof DOMException && error.name === "NotAllowedError" ? 31401 : null;
}

/** The browser, or another program, keeps the microphone. */
export function isMicrophone(trouble: Trouble | null): boolean {
  return trouble?.code === 31401 || trouble?.code === 31402;
}

/** The sign-in of the phone line was refused. */
export function isTokenTrouble(code: number): boolean {
  return (code >= 20101 && code <= 20199) || (code >= 31201 && code <= 31207);
}
