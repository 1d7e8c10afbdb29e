import type { FigureGroup } from "../words";
import { isThin } from "./thin";

export type Measure = "connected" | "positive";

export interface Cell {
  calls: number;
  /** How many of the calls were what is measured. */
  of: number;
  /** None where no call was made or where too few were. */
  rate: number | null;
  url: string;
}

/** The group of calls to leads whose clock is not known. */
export const UNKNOWN = "none";

export interface HourRow {
  hour: number;
  /** Monday first; null where nobody called. */
  cells: (Cell | null)[];
}

/** One row for each hour from the first to the last that somebody called in. */
export function hourRows(groups: FigureGroup[], measure: Measure): HourRow[] {
  const known = groups.filter(({ key }) => key !== UNKNOWN);
  const cells = new Map(known.map((group) => [group.key, cellOf(group, measure)]));
  const hours = known.map(({ key }) => Number(key.split("-")[1]));
  if (hours.length === 0) return [];
  const [first, last] = [Math.min(...hours), Math.max(...hours)];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    const keyOf = (weekday: number) => `${weekday}-${String(hour).padStart(2, "0")}`;
    return { hour, cells: [1, 2, 3, 4, 5, 6, 7].map((weekday) => cells.get(keyOf(weekday)) ?? null) };
  });
}

function cellOf(group: FigureGroup, measure: Measure): Cell {
  const of = measure === "connected" ? group.connected_calls : group.by_sentiment.positive;
  return {
    calls: group.calls,
    of,
    rate: isThin(group.calls) ? null : of / group.calls,
    url: group.calls_url,
  };
}

/** How deep a cell is painted, 0 to 1, against the best of those that can be told. */
export function depthOf(cell: Cell, rows: HourRow[]): number {
  const rates = rows.flatMap((row) => row.cells.map((one) => one?.rate ?? 0));
  const best = Math.max(...rates);
  return cell.rate === null || best === 0 ? 0 : cell.rate / best;
}

/** Which weekdays have a column, 0 is Monday: the working week, and a weekend that somebody called on. */
export function weekdaysOf(rows: HourRow[]): number[] {
  return [0, 1, 2, 3, 4, 5, 6].filter((day) => day < 5 || rows.some(({ cells }) => cells[day]));
}
