import { SegmentedControl, Skeleton, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { hoursOf, WEEKDAYS } from "../calls/chips";
import { callsPage } from "../calls/filters";
import { count, rate } from "../format";
import classes from "./analytics.module.css";
import { type Cell, depthOf, type HourRow, hourRows, type Measure } from "./hourMap";
import { Panel } from "./Panel";
import type { Question } from "./range";
import { figuresQuery } from "./reports";
import { FEWEST, TOO_FEW } from "./thin";

const MEASURES: Record<Measure, string> = { connected: "Connect rate", positive: "Positive" };

/** When to call: each hour of the week with what it is made of. */
export function HourMap({ question }: { question: Question }) {
  const { data } = useQuery(figuresQuery(question, "weekday_hour"));
  const [measure, setMeasure] = useState<Measure>("connected");
  if (!data) return <Skeleton h={420} radius="lg" />;
  const rows = hourRows(data.groups, measure);
  return (
    <Panel
      title="When to call"
      note={`${data.time_zone} time. Gray: fewer than ${FEWEST} calls, too few to say.`}
      aside={
        <SegmentedControl
          size="xs"
          aria-label="What the map shows"
          value={measure}
          onChange={(next) => setMeasure(next as Measure)}
          data={Object.entries(MEASURES).map(([value, label]) => ({ value, label }))}
        />
      }
    >
      <Grid rows={rows} measure={measure} />
    </Panel>
  );
}

function Grid({ rows, measure }: { rows: HourRow[]; measure: Measure }) {
  return (
    <table className={classes.hours} data-testid="hour-map">
      <VisuallyHidden component="caption">{MEASURES[measure]} by weekday and hour</VisuallyHidden>
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>Hour</VisuallyHidden>
          </th>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col" abbr={day}>
              {day.slice(0, 3)}
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
            {row.cells.map((cell, index) => (
              <td key={WEEKDAYS[index]}>
                {cell && (
                  <HourCell
                    cell={cell}
                    depth={depthOf(cell, rows)}
                    where={`${WEEKDAYS[index]} ${hoursOf(row.hour)}`}
                    measure={measure}
                  />
                )}
              </td>
            ))}
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
      <span>{`${count(cell.of)}/${count(cell.calls)}`}</span>
    </Link>
  );
}
