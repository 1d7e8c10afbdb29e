import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { callsPage, without } from "../calls/filters";
import { count, duration } from "../format";
import { useMay } from "../queries";
import type { WrapUp } from "../words";
import classes from "./analytics.module.css";
import { type Cell, DataTable } from "./DataTable";
import { NoCalls } from "./NoCalls";
import { Panel } from "./Panel";
import { Reading } from "./Reading";
import type { Question, ViewProps } from "./range";
import { wrapUpQuery } from "./reports";
import { Tile } from "./Tile";
import { isThin, TOO_FEW } from "./thin";
import { ViewFrame } from "./ViewFrame";

type Figures = WrapUp["totals"];

/** What recording outcomes costs, by person and by outcome. */
export default function WrapUpView({ question, change }: ViewProps) {
  const seesTeam = useMay("see_team");
  const query = useQuery(wrapUpQuery(question, seesTeam ? "rep" : "outcome"));
  return (
    <ViewFrame what="Wrap-up times" query={query} says={<Reading question={question} change={change} />}>
      {(answer) =>
        answer.totals.calls === 0 ? (
          <NoCalls />
        ) : (
          <>
            <Totals answer={answer} />
            <WrapUpTable answer={answer} />
            {seesTeam && <ByOutcome question={question} />}
          </>
        )
      }
    </ViewFrame>
  );
}

function Totals({ answer: { totals, longest_seconds } }: { answer: WrapUp }) {
  const formula =
    "Seconds from the line’s end to a person’s first choice of an outcome, or to the end of the call, ÷ calls " +
    `that were wrapped up. Whoever came back after more than ${longest_seconds / 60} minutes is left out.`;
  const of = `over ${count(totals.wrap_ups)} of ${count(totals.calls)} calls`;
  return (
    <div className={classes.two}>
      <Tile
        name="Average wrap-up"
        value={average(totals.average_seconds)}
        href={callsPage(totals.calls_url)}
        under={isThin(totals.wrap_ups) ? `${of} · ${TOO_FEW.toLowerCase()}` : of}
        formula={formula}
      />
      <Tile
        name="Time spent on wrap-up"
        value={spent(totals.seconds)}
        href={callsPage(totals.calls_url)}
        under={of}
        formula="All those seconds together."
      />
    </div>
  );
}

function ByOutcome({ question }: { question: Question }) {
  const { data } = useQuery(wrapUpQuery(question, "outcome"));
  return data ? <WrapUpTable answer={data} /> : <Skeleton h={280} radius="lg" />;
}

function WrapUpTable({ answer: { group_by, groups, totals } }: { answer: WrapUp }) {
  const title = `Wrap-up by ${group_by}`;
  return (
    <Panel title={title}>
      <DataTable
        caption={title}
        heads={[group_by === "rep" ? "Rep" : "Outcome", "Calls", "Wrapped up", "Average", "Together"]}
        rows={groups.map((group) => ({
          key: group.key,
          label: <bdi>{group.label}</bdi>,
          gone: group.deleted,
          cells: cellsOf(group),
        }))}
        foot={{ label: "All", cells: cellsOf(totals) }}
      />
    </Panel>
  );
}

function cellsOf({ calls, wrap_ups, seconds, average_seconds, calls_url }: Figures): Cell[] {
  return [
    { text: count(calls), href: callsPage(without(calls_url, "wrapped_up")) },
    { text: count(wrap_ups), href: callsPage(calls_url) },
    { text: average(average_seconds), thin: wrap_ups > 0 && isThin(wrap_ups) ? TOO_FEW : undefined },
    { text: spent(seconds) },
  ];
}

function average(seconds: number | null): string {
  return seconds === null || seconds >= 120 ? duration(seconds) : `${seconds.toFixed(1)} s`;
}

function spent(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${count(Math.floor(seconds / 3600))} h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, "0")} min`;
}
