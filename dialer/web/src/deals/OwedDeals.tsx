import { Button } from "@mantine/core";
import { useState } from "react";
import { moment } from "../format";
import { Notice } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import type { OwedDeal } from "../words";
import { AddDeal } from "./AddDeal";
import classes from "./deals.module.css";

const AT_FIRST = 5;

/** Sales that were saved without their deal, the first few until all are asked for. */
export function OwedDeals({ owed }: { owed: OwedDeal[] }) {
  const now = useNow(60_000);
  const [shown, setShown] = useState(AT_FIRST);
  const [chosen, setChosen] = useState<OwedDeal | null>(null);
  const title = owed.length === 1 ? "One sale owes its deal" : `${owed.length} sales owe their deal`;
  return (
    <Notice tone="owed" title={title}>
      <ul className={classes.owed}>
        {owed.slice(0, shown).map((sale) => (
          <li key={sale.meeting_id}>
            <span>
              <strong>{sale.lead.name}</strong> with {sale.host.name}, {moment(sale.starts_at, now)}
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Add its deal: ${sale.lead.name}`}
              onClick={() => setChosen(sale)}
            >
              Add its deal
            </Button>
          </li>
        ))}
      </ul>
      {owed.length > shown && (
        <Button size="compact-sm" variant="subtle" mt="xs" onClick={() => setShown(owed.length)}>
          Show all {owed.length}
        </Button>
      )}
      {chosen && <AddDeal of={{ meeting_id: chosen.meeting_id }} onClose={() => setChosen(null)} />}
    </Notice>
  );
}
