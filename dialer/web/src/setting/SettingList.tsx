import { Button } from "@mantine/core";
import { IconFilterOff, IconUsers } from "@tabler/icons-react";
import { Link } from "wouter";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { SettingLead, Standing } from "../words";
import { AssignDialog } from "./AssignDialog";
import { csvOf, type SettingFilters } from "./filters";
import { ListHead } from "./ListHead";
import { QualifyDialog } from "./QualifyDialog";
import { useSettingPages } from "./requests";
import { SettingTable } from "./SettingTable";
import { useSettingWork } from "./useSettingWork";
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
  const work = useSettingWork(rows);
  if (pages.error)
    return <LoadTrouble what="The list" error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.rows?.length === 0)
    return <Nothing standing={standing} filtered={Object.keys(filters).length > 0} onClear={onClear} />;
  return (
    <>
      <ListHead total={total} shown={rows.length} csv={csvOf(standing, filters)} work={work} />
      <SettingTable
        rows={pages.rows}
        selected={work.selected}
        onSelect={work.select}
        marks={work.mayAssign ? work.marks : undefined}
        onDecide={work.mayDecide ? work.decide : undefined}
        more={pages}
      />
      {work.deciding && <QualifyDialog lead={work.deciding.lead} onClose={() => work.decide(null)} />}
      {work.assigning && (
        <AssignDialog
          leadIds={work.marks.marked.slice(0, MOST_AT_ONCE)}
          onDone={work.marks.none}
          onClose={() => work.assign(false)}
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
