import { callsPage, narrowed } from "../calls/filters";
import { count, duration, rate } from "../format";
import type { CallFilters } from "../queries";
import type { Figures } from "../words";
import type { Cell } from "./DataTable";
import { isThin, TOO_FEW } from "./thin";

export interface Column {
  name: string;
  cell: (figures: Figures) => Cell;
}

const CONNECTED: CallFilters = { connect_status: "connected" };

/** The same figures in every table, each opening its calls. */
export const COLUMNS: Column[] = [
  counted("Calls", (figures) => figures.calls, {}),
  counted("Connected", (figures) => figures.connected_calls, CONNECTED),
  { name: "Connect rate", cell: connectRate },
  counted("Positive", ({ by_sentiment }) => by_sentiment.positive, { sentiment: "positive" }),
  counted("Neutral", ({ by_sentiment }) => by_sentiment.neutral, { sentiment: "neutral" }),
  counted("Negative", ({ by_sentiment }) => by_sentiment.negative, { sentiment: "negative" }),
  counted("Manual connected", (figures) => figures.manual_connected_outcomes, {
    ...CONNECTED,
    chosen_by: "person",
  }),
  counted("Only pre-filled", (figures) => figures.prefilled, { chosen_by: "line" }),
  counted("Missing", (figures) => figures.missing_outcome, { missing_outcome: true }),
  { name: "Average duration", cell: averageDuration },
];

function counted(name: string, of: (figures: Figures) => number, more: CallFilters): Column {
  return {
    name,
    cell: (figures) => ({ text: count(of(figures)), href: callsPage(narrowed(figures.calls_url, more)) }),
  };
}

function connectRate({ connect_rate, calls }: Figures): Cell {
  return { text: rate(connect_rate), thin: calls > 0 && isThin(calls) ? TOO_FEW : undefined };
}

function averageDuration({ average_call_seconds, connected_calls }: Figures): Cell {
  const thin = connected_calls > 0 && isThin(connected_calls) ? TOO_FEW : undefined;
  return { text: duration(average_call_seconds), thin };
}
