import { callsPage } from "../calls/filters";
import { count, coverage, duration, rate } from "../format";
import type { Analytics, Figures } from "../words";
import classes from "./analytics.module.css";
import { Tile } from "./Tile";

export function Tiles({ answer }: { answer: Analytics }) {
  const { totals, previous } = answer;
  return (
    <div className={classes.tiles}>
      <Tile
        wide
        name="Connect rate"
        value={rate(totals.connect_rate)}
        under={totals.calls > 0 ? coverage(totals) : "No calls to divide by"}
        change={points(totals.connect_rate, previous?.connect_rate)}
        formula="Connected calls ÷ calls. A call without an outcome, or whose outcome was deleted, is not connected."
      />
      <Tile
        name="Calls"
        value={count(totals.calls)}
        href={callsPage(totals.calls_url)}
        change={difference(totals, previous, "calls")}
        formula="Outbound calls that were placed and whose line is over. Calls that were never placed are left out."
      />
      <Tile
        name="Connected calls"
        value={count(totals.connected_calls)}
        change={difference(totals, previous, "connected_calls")}
        formula="Calls whose outcome has the connect status Connected."
      />
      <Tile
        name="Average call duration"
        value={duration(totals.average_call_seconds)}
        formula="Talk time of connected calls ÷ connected calls."
      />
      <Tile
        name="Manual connected outcomes"
        value={count(totals.manual_connected_outcomes)}
        change={difference(totals, previous, "manual_connected_outcomes")}
        formula="Connected calls whose outcome a person chose; pre-fills that nobody confirmed are left out."
      />
      <Tile
        name="Missing outcomes"
        value={count(totals.missing_outcome)}
        href={`${callsPage(totals.calls_url)}&outcome=none`}
        formula="Calls whose line is over and that have no outcome."
        owed={totals.missing_outcome > 0}
      />
    </div>
  );
}

function difference(
  now: Figures,
  before: Figures | null,
  name: "calls" | "connected_calls" | "manual_connected_outcomes",
) {
  if (!before) return null;
  return signed(now[name] - before[name], "");
}

function points(now: number | null, before: number | null | undefined) {
  if (now === null || before === null || before === undefined) return null;
  return signed(Math.round((now - before) * 1000) / 10, " points");
}

function signed(by: number, unit: string): string {
  if (by === 0) return "Same as the period before";
  return `${by > 0 ? "+" : "−"}${Math.abs(by).toLocaleString("en")}${unit} on the period before`;
}
