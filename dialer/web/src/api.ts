import createClient, { type Middleware } from "openapi-fetch";
import type { paths } from "./api.gen";
import { noteServerTime } from "./clock";

/** What the server said no with: a code for the page, a sentence for the person. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(sentence);
    this.name = "Problem";
  }
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
let csrfToken = "";
let whenSignedOut = () => {};

export function rememberCsrfToken(token: string) {
  csrfToken = token;
}

export function onSignedOut(listener: () => void) {
  whenSignedOut = listener;
}

const headers: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method) && csrfToken) request.headers.set("X-CSRF-Token", csrfToken);
    return request;
  },
  onResponse({ response }) {
    noteServerTime(response.headers.get("Date"));
    if (response.status === 401) whenSignedOut();
    return response;
  },
};

export const api = createClient<paths>({ baseUrl: "" });
api.use(headers);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; anything else is thrown as a Problem. */
export async function ask<T>(pending: Promise<Answer<T>>): Promise<T> {
  const answer = await pending.catch(() => {
    throw new Problem(0, "offline", "The server cannot be reached. Check the connection and try again.");
  });
  if (!answer.response.ok) throw problemFrom(answer.response.status, answer.error);
  return answer.data as T;
}

export function problemFrom(status: number, body: unknown): Problem {
  const fields = isRecord(body) ? body : {};
  const code = typeof fields.code === "string" ? fields.code : `http_${status}`;
  const sentence = [fields.detail, fields.title].find((words) => typeof words === "string" && words !== "");
  return new Problem(status, code, String(sentence ?? sentenceForStatus(status)), fields);
}

function sentenceForStatus(status: number): string {
  if (status >= 500) return "Something failed on the server. Try again in a moment.";
  return `The server said no (${status}).`;
}

export function sentenceOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return "Something went wrong.";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
