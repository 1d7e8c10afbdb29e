import { useQuery } from "@tanstack/react-query";
import { count } from "../format";
import type { DealTotals, PaymentType } from "../words";
import { type DealFilters, totalsQuery } from "./deals";
import classes from "./deals.module.css";
import { isNothing, money, PAYMENT_LABELS } from "./money";

/** What the deals of the list come to, by currency. */
export function Totals({ filters }: { filters: DealFilters }) {
  const { data } = useQuery(totalsQuery(filters));
  return (
    <div className={classes.totals} aria-live="polite" data-testid="deal-totals">
      {data?.map((total) => (
        <Total key={total.currency} total={total} />
      ))}
    </div>
  );
}

function Total({ total }: { total: DealTotals["items"][number] }) {
  const { currency, all } = total;
  const parts = Object.entries(total.by_payment_type) as [PaymentType, typeof all][];
  return (
    <dl>
      <div>
        <dt>
          {count(all.deals)} {all.deals === 1 ? "deal" : "deals"}
        </dt>
        <dd className="num">{money(all.net, currency)}</dd>
        {!isNothing(all.returned) && (
          <dd className="soft num">
            {money(all.value, currency)}, {money(all.returned, currency)} given back
          </dd>
        )}
      </div>
      {parts
        .filter(([, part]) => part.deals > 0)
        .map(([kind, part]) => (
          <div key={kind}>
            <dt>
              {PAYMENT_LABELS[kind]} ({count(part.deals)})
            </dt>
            <dd className="num">{money(part.net, currency)}</dd>
          </div>
        ))}
    </dl>
  );
}
