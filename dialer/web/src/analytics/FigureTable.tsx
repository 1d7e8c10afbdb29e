import type { ReactNode } from "react";
import type { FigureGroup, Figures } from "../words";
import classes from "./analytics.module.css";

export interface Column {
  name: string;
  show: (figures: Figures) => ReactNode;
}

interface Props {
  title: string;
  first: string;
  columns: Column[];
  groups: FigureGroup[];
  totals: Figures;
  label: (group: FigureGroup) => ReactNode;
}

/** Rows that add up to the last one. */
export function FigureTable({ title, first, columns, groups, totals, label }: Props) {
  return (
    <section className={`card ${classes.panel}`} aria-label={title}>
      <h2>{title}</h2>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {columns.map((column) => (
                <th key={column.name} scope="col">
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key} data-key={group.key} data-gone={group.deleted || undefined}>
                <th scope="row">{label(group)}</th>
                {columns.map((column) => (
                  <td key={column.name} className="num">
                    {column.show(group)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {columns.map((column) => (
                <td key={column.name} className="num">
                  {column.show(totals)}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}
