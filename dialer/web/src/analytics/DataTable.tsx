import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import classes from "./analytics.module.css";

export interface Cell {
  text: ReactNode;
  /** The page of calls behind the number. */
  href?: string;
  /** Why it is grayed: too few calls made it. */
  thin?: string;
}

export interface Row {
  key: string;
  label: ReactNode;
  cells: Cell[];
  /** Of an outcome that was deleted. */
  gone?: boolean;
}

export interface Figures {
  heads: string[];
  rows: Row[];
  /** What the rows add up to. */
  foot?: Omit<Row, "key">;
}

interface Props extends Figures {
  caption: string;
  /** Behind a drawing: no links, which would have the focus where nobody sees it. */
  spoken?: boolean;
}

export function DataTable({ caption, heads, rows, foot, spoken }: Props) {
  const table = (
    <table className={classes.table}>
      <VisuallyHidden component="caption">{caption}</VisuallyHidden>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-key={row.key} data-gone={row.gone || undefined}>
            <th scope="row">{row.label}</th>
            <Cells cells={row.cells} heads={heads} spoken={spoken} />
          </tr>
        ))}
      </tbody>
      {foot && (
        <tfoot>
          <tr>
            <th scope="row">{foot.label}</th>
            <Cells cells={foot.cells} heads={heads} spoken={spoken} />
          </tr>
        </tfoot>
      )}
    </table>
  );
  if (spoken) return <VisuallyHidden>{table}</VisuallyHidden>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than a phone is scrolled with the arrow keys.
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      {table}
    </section>
  );
}

function Cells({ cells, heads, spoken }: { cells: Cell[]; heads: string[]; spoken?: boolean }) {
  return cells.map(({ text, href, thin }, index) => (
    <td key={heads[index + 1]} className="num" data-thin={thin ? true : undefined} title={thin}>
      {href && !spoken ? <Link href={href}>{text}</Link> : text}
    </td>
  ));
}
