import { useState } from "react";
import type { SettingLead } from "../words";

/** The leads marked for being given to somebody together; one that left the list is not marked any more. */
export function useMarked(rows: SettingLead[]) {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const marked = rows.filter((row) => ids.has(row.lead.id)).map((row) => row.lead.id);
  return {
    marked,
    isMarked: (row: SettingLead) => ids.has(row.lead.id),
    toggle: (row: SettingLead) => {
      const next = new Set(ids);
      if (!next.delete(row.lead.id)) next.add(row.lead.id);
      setIds(next);
    },
    all: () => setIds(new Set(rows.map((row) => row.lead.id))),
    none: () => setIds(new Set()),
  };
}
