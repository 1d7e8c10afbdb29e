import { narrowed } from "../calls/filters";
import { type Colours, shadeColour } from "../ui/colours";
import type { FigureGroup, Outcome, Sentiment } from "../words";

export type Part = Sentiment | "deleted" | "none";

export interface Segment {
  key: string;
  label: string;
  calls: number;
  url: string;
  deleted: boolean;
}

export interface Share {
  part: Part;
  calls: number;
  segments: Segment[];
}

const SENTIMENTS: Sentiment[] = ["positive", "neutral", "negative"];

/** Every call falls into exactly one part, so the parts add up to the calls. */
export function sharesOf(groups: FigureGroup[]): Share[] {
  const shares = SENTIMENTS.map((part) => share(part, groups, (group) => group.by_sentiment[part]));
  shares.push(
    share("deleted", groups, deletedCalls),
    share("none", groups, (group) => group.missing_outcome),
  );
  return shares.filter(({ part, calls }) => calls > 0 || part !== "deleted");
}

/** Calls that have an outcome which counts in no sentiment any more. */
function deletedCalls(group: FigureGroup): number {
  const counted = SENTIMENTS.reduce((sum, sentiment) => sum + group.by_sentiment[sentiment], 0);
  return Math.max(0, group.calls - counted - group.missing_outcome);
}

/** Read as recorded, one outcome may stand in two sentiments; each part opens its own calls. */
function urlOf(part: Part, url: string): string {
  if (part === "none") return url;
  return narrowed(url, { sentiment: part === "deleted" ? "none" : part });
}

/** All calls of a part. Those of several deleted outcomes are in no list of their own. */
export function urlOfAll({ part, segments }: Share, allCalls: string): string | undefined {
  if (part === "none") return narrowed(allCalls, { missing_outcome: true });
  if (part !== "deleted") return narrowed(allCalls, { sentiment: part });
  return segments.length === 1 ? segments[0]?.url : undefined;
}

function share(part: Part, groups: FigureGroup[], callsOf: (group: FigureGroup) => number): Share {
  const segments = groups
    .map((group) => ({
      key: group.key,
      label: group.label,
      deleted: group.deleted,
      calls: callsOf(group),
      url: urlOf(part, group.calls_url),
    }))
    .filter(({ calls }) => calls > 0);
  return { part, segments, calls: segments.reduce((sum, { calls }) => sum + calls, 0) };
}

/** The shade that the server gave an outcome; none where it stands for another sentiment than its own today. */
export function coloursOf(key: string, part: Part, outcomes: Outcome[]): Colours | undefined {
  return outcomes.find((one) => one.key === key && !one.deleted && one.sentiment === part)?.colours;
}

/** An outcome keeps its shade whatever was counted. Deleted ones are grays, told apart by their place. */
export function colorOf(key: string, part: Part, outcomes: Outcome[]): string {
  const colours = coloursOf(key, part, outcomes);
  if (colours) return shadeColour(colours);
  if (part !== "deleted" && part !== "none") return `var(--${part})`;
  const gone = outcomes.filter((one) => one.deleted);
  const place = gone.findIndex((one) => one.key === key);
  return gray(place < 0 ? gone.length : place, gone.length + 1);
}

function gray(place: number, of: number): string {
  const lightness = of < 2 ? 0 : (place / (of - 1)) * 60 - 26;
  if (lightness < 0) return `color-mix(in oklab, var(--gone) ${Math.round(100 + lightness)}%, var(--deep))`;
  return `color-mix(in oklab, var(--gone) ${Math.round(100 - lightness)}%, var(--surface))`;
}
