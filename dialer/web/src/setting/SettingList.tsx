import { Button } from "@mantine/core";
import { IconDownload, IconFilterOff, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { count } from "../format";
import { useShortcuts } from "../keys";
import { useMay, useSession } from "../queries";
import { Empty } from "../ui/Empty";
import { Key } from "../ui/Key";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { SettingLead, Standing } from "../words";
import { AssignDialog } from "./AssignDialog";
import { csvOf, type SettingFilters } from "./filters";
import { QualifyDialog } from "./QualifyDialog";
import { useSettingPages } from "./requests";
import { SettingTable } from "./SettingTable";
import classes from "./setting.module.css";
import { useMarked } from "./useMarked";
import { STANDINGS } from "./words";

const NONE: SettingLead[] = [];
const MOST_AT_ONCE = 500;

interface Props {
  standing: Standing;
  filters: SettingFilters;
  total: number | undefined;
  onClear: () => void;
}

export function SettingList({ standing, filters, total, onClear }: Props) {
  const pages = useSettingPages(standing, filters);
  const rows = pages.rows ?? NONE;
  const marks = useMarked(rows);
  const [, go] = useLocation();
  const [wanted, setWanted] = useState(0);
  const [deciding, setDeciding] = useState<SettingLead | null>(null);
  const [assigning, setAssigning] = useState(false);
  const hasPlan = !useSession().company.lacks.appointment_setting;
  const mayDecide = useMay("qualify_leads") && hasPlan;
  const mayAssign = useMay("assign_leads") && hasPlan;
  const at = Math.max(0, Math.min(wanted, rows.length - 1));
  const selected = rows[at];
  useShortcuts(
    [
      { keys: "j", label: "Next lead", run: () => setWanted(Math.min(at + 1, rows.length - 1)) },
      { keys: "k", label: "Previous lead", run: () => setWanted(Math.max(at - 1, 0)) },
      { keys: "o", label: "Open the lead", run: () => selected && go(`/leads/${selected.lead.id}`) },
    ],
    { enabled: rows.length > 0 },
  );
  useShortcuts(
    [{ keys: "e", label: "Decide about the lead", run: () => selected && setDeciding(selected) }],
    {
      enabled: mayDecide && rows.length > 0,
    },
  );
  useShortcuts(
    [
      { keys: "x", label: "Mark the lead", run: () => selected && marks.toggle(selected) },
      {
        keys: "w",
        label: "Assign the marked leads",
        run: () => marks.marked.length > 0 && setAssigning(true),
      },
    ],
    { enabled: mayAssign && rows.length > 0 },
  );
  if (pages.error)
    return <LoadTrouble what="The list" error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.rows?.length === 0)
    return <Nothing standing={standing} filtered={Object.keys(filters).length > 0} onClear={onClear} />;
  return (
    <>
      <div className={classes.over}>
        <span className="num" data-testid="lead-count" aria-live="polite">
          {total === undefined ? "" : `${count(total)} ${total === 1 ? "lead" : "leads"}`}
        </span>
        <p className={classes.hints}>
          <Key>J</Key>
          <Key>K</Key> move, <Key>O</Key> opens
          {mayDecide && (
            <>
              , <Key>E</Key> decides
            </>
          )}
          {mayAssign && (
            <>
              , <Key>X</Key> marks
            </>
          )}
        </p>
        {mayAssign && (
          <>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={marks.marked.length === rows.length ? marks.none : marks.all}
            >
              {marks.marked.length === rows.length ? "Unmark all" : `Mark all ${rows.length} shown`}
            </Button>
            {marks.marked.length > 0 && (
              <Button size="compact-sm" rightSection={<Key>W</Key>} onClick={() => setAssigning(true)}>
                Assign {marks.marked.length} {marks.marked.length === 1 ? "lead" : "leads"}
              </Button>
            )}
          </>
        )}
        <Button
          component="a"
          href={csvOf(standing, filters)}
          download="leads.csv"
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={15} aria-hidden="true" />}
        >
          CSV
        </Button>
      </div>
      <SettingTable
        rows={pages.rows}
        selected={selected}
        onSelect={(row) => setWanted(rows.indexOf(row))}
        marks={mayAssign ? marks : undefined}
        onDecide={mayDecide ? setDeciding : undefined}
        more={pages}
      />
      {deciding && <QualifyDialog lead={deciding.lead} onClose={() => setDeciding(null)} />}
      {assigning && (
        <AssignDialog
          leadIds={marks.marked.slice(0, MOST_AT_ONCE)}
          onDone={marks.none}
          onClose={() => setAssigning(false)}
        />
      )}
    </>
  );
}

function Nothing({
  standing,
  filtered,
  onClear,
}: {
  standing: Standing;
  filtered: boolean;
  onClear: () => void;
}) {
  const words = STANDINGS[standing].toLowerCase();
  return (
    <section className="card">
      {filtered ? (
        <Empty icon={<IconFilterOff size={24} />} title={`No ${words} leads match`}>
          <Button variant="subtle" onClick={onClear}>
            Clear the filters
          </Button>
        </Empty>
      ) : (
        <Empty icon={<IconUsers size={24} />} title={`No ${words} leads yet`}>
          {standing === "potential" ? (
            <>Every lead has been decided about.</>
          ) : (
            <>
              Leads come here once a discovery call is {standing === "qualified" ? "approved" : "rejected"},
              or from <Link href="/appointment-setting">Potential</Link>.
            </>
          )}
        </Empty>
      )}
    </section>
  );
}
