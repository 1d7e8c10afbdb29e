import { callsPage, narrowed } from "../calls/filters";
import { now } from "../clock";
import { count, coverage, duration, rate } from "../format";
import type { CallFilters } from "../queries";
import type { Analytics, Figures } from "../words";
import classes from "./analytics.module.css";
import { countChange, heldAgainst, rateChange, secondsChange } from "./changes";
import { Tile } from "./Tile";
import { isThin, TOO_FEW } from "./thin";

const CONNECTED: CallFilters = { connect_status: "connected" };

export function Tiles({ answer }: { answer: Analytics }) {
  const { totals, previous } = answer;
  const calls = (more: CallFilters = {}) => callsPage(narrowed(totals.calls_url, more));
  const on = heldAgainst(answer, now());
  const moved = (of: (figures: Figures) => number) =>
    countChange(of(totals), previous ? of(previous) : undefined, on);
  return (
    <div className={classes.tiles}>
      <Tile
        wide
        name="Connect rate"
        value={rate(totals.connect_rate)}
        href={calls(CONNECTED)}
        under={covered(totals)}
        change={rateChange(rated(totals), previous ? rated(previous) : undefined)}
        formula="Connected calls ÷ calls. A call without an outcome, or whose outcome was deleted, is not connected."
      />
      <Tile
        name="Calls"
        value={count(totals.calls)}
        href={calls()}
        under={`${count(totals.calls - totals.missing_outcome)} of ${count(totals.calls)} with an outcome`}
        change={moved((figures) => figures.calls)}
        formula="Calls of the chosen direction that were placed and whose line is over. Calls that were never placed are left out."
      />
      <Tile
        name="Connected calls"
        value={count(totals.connected_calls)}
        href={calls(CONNECTED)}
        under={`of ${numberOf(totals.calls)}`}
        change={moved((figures) => figures.connected_calls)}
        formula="Calls whose outcome has the connect status Connected."
      />
      <Tile
        name="Average call duration"
        value={duration(totals.average_call_seconds)}
        href={calls(CONNECTED)}
        under={enough(totals.connected_calls, `over ${numberOf(totals.connected_calls, "connected")}`)}
        change={secondsChange(averaged(totals), previous ? averaged(previous) : undefined)}
        formula="Talk time of connected calls ÷ connected calls."
      />
      <Tile
        name="Manual connected outcomes"
        value={count(totals.manual_connected_outcomes)}
        href={calls({ ...CONNECTED, chosen_by: "person" })}
        under={`of ${numberOf(totals.connected_calls, "connected")}`}
        change={moved((figures) => figures.manual_connected_outcomes)}
        formula="Connected calls whose outcome a person chose; pre-fills that nobody confirmed are left out."
      />
      <Tile
        name="Missing outcomes"
        value={count(totals.missing_outcome)}
        href={calls({ missing_outcome: true })}
        under={`of ${numberOf(totals.calls)}`}
        change={moved((figures) => figures.missing_outcome)}
        formula="Calls whose line is over and that have no outcome."
        owed={totals.missing_outcome > 0}
      />
    </div>
  );
}

function rated({ connect_rate, calls }: Figures) {
  return { rate: connect_rate, of: calls };
}

function averaged({ average_call_seconds, connected_calls }: Figures) {
  return { seconds: average_call_seconds, of: connected_calls };
}

function covered(totals: Figures): string {
  return totals.calls === 0 ? "No calls to divide by" : enough(totals.calls, coverage(totals));
}

function enough(of: number, words: string): string {
  return of > 0 && isThin(of) ? `${words} · ${TOO_FEW.toLowerCase()}` : words;
}

function numberOf(calls: number, kind?: "connected"): string {
  return [count(calls), kind, calls === 1 ? "call" : "calls"].filter(Boolean).join(" ");
}
