import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { callsPage, narrowed } from "../calls/filters";
import { count, rate } from "../format";
import { RESULT_WORDS } from "../ui/ResultChip";
import type { Prefills } from "../words";
import classes from "./analytics.module.css";
import { DataTable, type Row } from "./DataTable";
import { NoCalls } from "./NoCalls";
import { Panel } from "./Panel";
import { OneReading } from "./Reading";
import type { ViewProps } from "./range";
import { prefillsQuery } from "./reports";
import { isThin, TOO_FEW } from "./thin";
import { ViewFrame } from "./ViewFrame";

type Rule = Prefills["rules"][number];

const HEADS = [
  "What the line said",
  "Filled in",
  "Times",
  "Kept",
  "Overruled",
  "Overrule rate",
  "By what instead",
];

/** How often each rule filled an outcome in, and how often a person knew better. */
export default function PrefillsView({ question }: ViewProps) {
  const query = useQuery(prefillsQuery(question));
  const says = (
    <OneReading
      meaning="recorded"
      why="Each pre-fill is compared with what the call’s outcome is now, by the outcomes that were chosen then."
    />
  );
  return (
    <ViewFrame what="The pre-fills" query={query} says={says}>
      {({ rules }) =>
        rules.length === 0 ? (
          <NoCalls title="Nothing was pre-filled in this period" />
        ) : (
          <Panel
            title="What became of pre-fills"
            note="Overrule rate: overruled ÷ filled in. Kept are also those that nobody confirmed."
          >
            <DataTable caption="What became of pre-fills" heads={HEADS} rows={rules.map(rowOf)} />
          </Panel>
        )
      }
    </ViewFrame>
  );
}

function rowOf(rule: Rule): Row {
  const kept = narrowed(rule.calls_url, { overruled: false });
  return {
    key: `${rule.result}-${rule.key}`,
    label: RESULT_WORDS[rule.result],
    gone: rule.deleted,
    cells: [
      { text: <bdi>{rule.label}</bdi> },
      { text: count(rule.calls), href: callsPage(rule.calls_url) },
      { text: keptWords(rule), href: callsPage(kept) },
      { text: count(rule.overruled), href: callsPage(rule.overruled_url) },
      { text: rate(rule.overrule_rate), thin: isThin(rule.calls) ? TOO_FEW : undefined },
      { text: <Instead rule={rule} /> },
    ],
  };
}

function keptWords({ kept, untouched }: Rule): string {
  return untouched > 0 ? `${count(kept)} (${count(untouched)} unconfirmed)` : count(kept);
}

function Instead({ rule }: { rule: Rule }) {
  if (rule.overruled_by.length === 0) return "—";
  return (
    <ul className={classes.instead}>
      {rule.overruled_by.map((other) => (
        <li key={other.key} data-gone={other.deleted || undefined}>
          <bdi>{other.label}</bdi> <Link href={callsPage(other.calls_url)}>{count(other.calls)}</Link>
        </li>
      ))}
    </ul>
  );
}
