import { Link } from "wouter";
import { callsPage } from "../calls/filters";
import { count, duration, rate } from "../format";
import type { Analytics } from "../words";
import { type Column, FigureTable } from "./FigureTable";

const COLUMNS: Column[] = [
  {
    name: "Calls",
    show: (figures) => <Link href={callsPage(figures.calls_url)}>{count(figures.calls)}</Link>,
  },
  { name: "Connected", show: (figures) => count(figures.connected_calls) },
  { name: "Connect rate", show: (figures) => rate(figures.connect_rate) },
  { name: "Positive", show: (figures) => count(figures.by_sentiment.positive) },
  { name: "Neutral", show: (figures) => count(figures.by_sentiment.neutral) },
  { name: "Negative", show: (figures) => count(figures.by_sentiment.negative) },
  { name: "Missing", show: (figures) => count(figures.missing_outcome) },
  { name: "Average duration", show: (figures) => duration(figures.average_call_seconds) },
];

export function RepTable({ answer }: { answer: Analytics }) {
  return (
    <FigureTable
      title="By rep"
      first="Rep"
      columns={COLUMNS}
      groups={answer.groups}
      totals={answer.totals}
      label={(group) => group.label}
    />
  );
}
