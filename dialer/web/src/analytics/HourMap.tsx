import { SegmentedControl, Skeleton, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { hoursOf, WEEKDAYS } from "../calls/chips";
import { callsPage } from "../calls/filters";
import { count, rate } from "../format";
import type { Analytics } from "../words";
import classes from "./analytics.module.css";
import { type Cell, depthOf, type HourRow, hourRows, type Measure, UNKNOWN, weekdaysOf } from "./hourMap";
import { Panel } from "./Panel";
import type { ViewProps, WhoseClock } from "./range";
import { figuresQuery } from "./reports";
import { FEWEST, TOO_FEW } from "./thin";

const MEASURES: Record<Measure, string> = { connected: "Connect rate", positive: "Positive" };
const CLOCKS: Record<WhoseClock, string> = { company: "Our clock", lead: "The lead’s clock" };

/** When to call: each hour of the week with what it is made of. */
export function HourMap({ question, change }: ViewProps) {
  const { data } = useQuery(figuresQuery(question, "weekday_hour"));
  const [measure, setMeasure] = useState<Measure>("connected");
  if (!data) return <Skeleton h={420} radius="lg" />;
  const rows = hourRows(data.groups, measure);
  return (
    <Panel
      title="When to call"
      note={<Note answer={data} />}
      aside={
        <>
          <Switch
            label="Whose clock"
            words={CLOCKS}
            value={question.clock}
            onChange={(clock) => change({ clock: clock === "lead" ? clock : null })}
          />
          <Switch label="What the map shows" words={MEASURES} value={measure} onChange={setMeasure} />
        </>
      }
    >
      <Grid rows={rows} measure={measure} />
    </Panel>
  );
}

interface SwitchProps<Word extends string> {
  label: string;
  words: Record<Word, string>;
  value: Word;
  onChange: (value: Word) => void;
}

function Switch<Word extends string>({ label, words, value, onChange }: SwitchProps<Word>) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={value}
      onChange={(next) => onChange(next as Word)}
      data={Object.entries<string>(words).map(([word, shown]) => ({ value: word, label: shown }))}
    />
  );
}

/** By whose clock, how far it is known, and what the gray means. */
function Note({ answer }: { answer: Analytics }) {
  const thin = `Gray: fewer than ${FEWEST} calls, too few to say.`;
  if (answer.clock === "company") return `${answer.time_zone} time. ${thin}`;
  const unknown = answer.groups.find(({ key }) => key === UNKNOWN);
  return (
    <>
      When the call began where the lead was: by the lead’s own time zone, else the one its number lies in.{" "}
      {thin}{" "}
      {unknown && (
        <>
          <Link href={callsPage(unknown.calls_url)}>
            {count(unknown.calls)} of {count(answer.totals.calls)} calls
          </Link>{" "}
          are not in the map: their numbers may lie in zones whose clocks differ, or in none.
        </>
      )}
    </>
  );
}

function Grid({ rows, measure }: { rows: HourRow[]; measure: Measure }) {
  const weekdays = weekdaysOf(rows).map((day) => ({ day, name: WEEKDAYS[day] ?? "" }));
  return (
    <table className={classes.hours} data-testid="hour-map">
      <VisuallyHidden component="caption">{MEASURES[measure]} by weekday and hour</VisuallyHidden>
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>Hour</VisuallyHidden>
          </th>
          {weekdays.map(({ name }) => (
            <th key={name} scope="col" abbr={name}>
              {name.slice(0, 3)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.hour}>
            <th scope="row" className="num">
              {hoursOf(row.hour).slice(0, 5)}
            </th>
            {weekdays.map(({ day, name }) => {
              const cell = row.cells[day];
              return (
                <td key={name}>
                  {cell && (
                    <HourCell
                      cell={cell}
                      depth={depthOf(cell, rows)}
                      where={`${name} ${hoursOf(row.hour)}`}
                      measure={measure}
                    />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  cell: Cell;
  depth: number;
  where: string;
  measure: Measure;
}

function HourCell({ cell, depth, where, measure }: CellProps) {
  const of = `${count(cell.of)} of ${count(cell.calls)}`;
  const words = cell.rate === null ? TOO_FEW : `${MEASURES[measure]} ${rate(cell.rate)}`;
  return (
    <Link
      href={callsPage(cell.url)}
      className={`num ${classes.hour}`}
      data-thin={cell.rate === null || undefined}
      style={{ "--depth": `${Math.round(depth * 46)}%` } as React.CSSProperties}
      title={`${where}: ${words}, ${of}`}
    >
      <VisuallyHidden>
        {where}: {cell.rate === null ? TOO_FEW : MEASURES[measure]}{" "}
      </VisuallyHidden>
      {cell.rate !== null && <strong>{Math.round(cell.rate * 100)} %</strong>}
      <span>
        {count(cell.of)}/<wbr />
        {count(cell.calls)}
      </span>
    </Link>
  );
}
