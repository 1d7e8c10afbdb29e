import { money, PAYMENT_LABELS } from "../../deals/money";
import { count } from "../../format";
import type { PaymentType, Sales } from "../../words";
import { type Cell, DataTable } from "../DataTable";
import { Panel } from "../Panel";
import { dealsPage } from "./sales";

type Cash = Sales["totals"]["cash"][number];

/** What deals come to, by payment type; every currency has rows of its own. */
export function CashTable({ answer }: { answer: Sales }) {
  return answer.totals.cash
    .filter((cash, place) => place === 0 || cash.all.deals > 0)
    .map((cash) => (
      <Panel key={cash.currency} title={`Cash by payment type, ${cash.currency}`} note={answer.formulas.cash}>
        <DataTable
          caption={`Cash by payment type, ${cash.currency}`}
          heads={["Payment type", "Deals", "Value", "Given back", "Cash"]}
          rows={(Object.entries(cash.by_payment_type) as [PaymentType, Cash["all"]][]).map(([kind, sum]) => ({
            key: kind,
            label: PAYMENT_LABELS[kind],
            cells: cellsOf(sum, cash.currency),
          }))}
          foot={{ label: "All", cells: cellsOf(cash.all, cash.currency) }}
        />
      </Panel>
    ));
}

function cellsOf(sum: Cash["all"], currency: string): Cell[] {
  const href = sum.deals > 0 ? dealsPage(sum.deals_url) : undefined;
  return [
    { text: count(sum.deals), href },
    { text: money(sum.value, currency) },
    { text: money(sum.returned, currency) },
    { text: money(sum.cash, currency), href },
  ];
}
