import { useState } from "react";
import { useLocation } from "wouter";
import { useShortcuts } from "../keys";
import { useMay, useSession } from "../queries";
import type { SettingLead } from "../words";
import { useMarked } from "./useMarked";

export type SettingWork = ReturnType<typeof useSettingWork>;

/** What can be done with the leads of the list, by hand or by key. */
export function useSettingWork(rows: SettingLead[]) {
  const [, go] = useLocation();
  const [wanted, setWanted] = useState(0);
  const [deciding, decide] = useState<SettingLead | null>(null);
  const [assigning, assign] = useState(false);
  const marks = useMarked(rows);
  const hasPlan = !useSession().company.lacks.appointment_setting;
  const mayDecide = useMay("qualify_leads") && hasPlan;
  const mayAssign = useMay("assign_leads") && hasPlan;
  const at = Math.max(0, Math.min(wanted, rows.length - 1));
  const selected = rows[at];
  const some = rows.length > 0;
  useShortcuts(
    [
      { keys: "j", label: "Next lead", run: () => setWanted(Math.min(at + 1, rows.length - 1)) },
      { keys: "k", label: "Previous lead", run: () => setWanted(Math.max(at - 1, 0)) },
      { keys: "o", label: "Open the lead", run: () => selected && go(`/leads/${selected.lead.id}`) },
    ],
    { enabled: some },
  );
  useShortcuts([{ keys: "e", label: "Decide about the lead", run: () => selected && decide(selected) }], {
    enabled: some && mayDecide,
  });
  useShortcuts(
    [
      { keys: "x", label: "Mark the lead", run: () => selected && marks.toggle(selected) },
      { keys: "w", label: "Assign the marked leads", run: () => assign(marks.marked.length > 0) },
    ],
    { enabled: some && mayAssign },
  );
  const select = (row: SettingLead) => setWanted(rows.indexOf(row));
  return { selected, select, marks, mayDecide, mayAssign, deciding, decide, assigning, assign };
}
