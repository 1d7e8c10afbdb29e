import type { ReactNode } from "react";
import type { Analytics, FigureGroup } from "../words";
import { COLUMNS } from "./columns";
import { DataTable } from "./DataTable";
import { Panel } from "./Panel";

interface Props {
  title: string;
  first: string;
  answer: Pick<Analytics, "groups" | "totals">;
  label?: (group: FigureGroup) => ReactNode;
  aside?: ReactNode;
  note?: ReactNode;
}

/** Rows that add up to the last one, which is what the tiles say. */
export function FigureTable({ title, first, answer, label, aside, note }: Props) {
  const { groups, totals } = answer;
  const rows = groups.map((group) => ({
    key: group.key,
    label: label ? label(group) : group.label,
    gone: group.deleted,
    cells: COLUMNS.map((column) => column.cell(group)),
  }));
  return (
    <Panel title={title} aside={aside} note={note}>
      <DataTable
        caption={title}
        heads={[first, ...COLUMNS.map(({ name }) => name)]}
        rows={rows}
        foot={{ label: "All", cells: COLUMNS.map((column) => column.cell(totals)) }}
      />
    </Panel>
  );
}
