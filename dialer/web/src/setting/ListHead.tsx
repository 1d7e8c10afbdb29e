import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { count } from "../format";
import { Key } from "../ui/Key";
import classes from "./setting.module.css";
import type { SettingWork } from "./useSettingWork";

interface Props {
  total: number | undefined;
  shown: number;
  csv: string;
  work: SettingWork;
}

/** How many leads the list has, what can be done with several, and the way out as a file. */
export function ListHead({ total, shown, csv, work }: Props) {
  const words = total === undefined ? "" : `${count(total)} ${total === 1 ? "lead" : "leads"}`;
  return (
    <div className={classes.over}>
      <span className="num" data-testid="lead-count" aria-live="polite">
        {words}
      </span>
      <Hints work={work} />
      {work.mayAssign && <Several shown={shown} work={work} />}
      <Button
        component="a"
        href={csv}
        download="leads.csv"
        variant="default"
        size="compact-sm"
        leftSection={<IconDownload size={15} aria-hidden="true" />}
      >
        CSV
      </Button>
    </div>
  );
}

function Hints({ work }: { work: SettingWork }) {
  return (
    <p className={classes.hints}>
      <Key>J</Key>
      <Key>K</Key> move, <Key>O</Key> opens
      {work.mayDecide && (
        <>
          , <Key>E</Key> decides
        </>
      )}
      {work.mayAssign && (
        <>
          , <Key>X</Key> marks
        </>
      )}
    </p>
  );
}

function Several({ shown, work }: { shown: number; work: SettingWork }) {
  const { marked, all, none } = work.marks;
  const everything = marked.length === shown;
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={everything ? none : all}>
        {everything ? "Unmark all" : `Mark all ${shown} shown`}
      </Button>
      {marked.length > 0 && (
        <Button size="compact-sm" rightSection={<Key>W</Key>} onClick={() => work.assign(true)}>
          Assign {marked.length} {marked.length === 1 ? "lead" : "leads"}
        </Button>
      )}
    </>
  );
}
