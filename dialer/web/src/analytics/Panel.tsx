import { Button } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "./analytics.module.css";
import { DataTable, type Figures } from "./DataTable";

interface Props {
  title: string;
  /** What the panel says beside its numbers. */
  note?: ReactNode;
  /** Switches of the panel itself. */
  aside?: ReactNode;
  /** The same numbers as rows, for whoever would rather read than look. */
  table?: Figures;
  /** A drawing that says nothing to a screen reader. */
  drawn?: boolean;
  children: ReactNode;
}

export function Panel({ title, note, aside, table, drawn, children }: Props) {
  const [asTable, setAsTable] = useState(false);
  return (
    <section className={`card ${classes.panel}`} aria-label={title}>
      <header className={classes.panelTop}>
        <h2>{title}</h2>
        <div className={classes.aside}>
          {aside}
          {table && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={
                asTable ? (
                  <IconChartBar size={15} aria-hidden="true" />
                ) : (
                  <IconTable size={15} aria-hidden="true" />
                )
              }
              aria-label={asTable ? `Show ${title} as chart` : `Show ${title} as table`}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? "Chart" : "Table"}
            </Button>
          )}
        </div>
      </header>
      {note && <p className={`soft ${classes.note}`}>{note}</p>}
      {table && asTable && <DataTable caption={title} {...table} />}
      {!asTable && <div aria-hidden={drawn || undefined}>{children}</div>}
      {!asTable && table && drawn && <DataTable caption={title} {...table} spoken />}
    </section>
  );
}
