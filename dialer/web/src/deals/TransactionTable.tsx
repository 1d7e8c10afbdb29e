import { Button } from "@mantine/core";
import { Link } from "wouter";
import { phone } from "../format";
import type { Transaction } from "../words";
import classes from "./deals.module.css";
import { day, isNothing, money } from "./money";

const PROCESSORS = { stripe: "Stripe", webhook: "Webhook" };
const DISPUTES = { open: "disputed", won: "dispute won", lost: "dispute lost" };

interface Props {
  rows: Transaction[];
  onMatch?: (row: Transaction) => void;
  /** They stand on their deal's own page, which says whose they are. */
  ofDeal?: boolean;
}

export function TransactionTable({ rows, onMatch, ofDeal = false }: Props) {
  return (
    <table className={classes.table} aria-label="Transactions">
      <thead>
        <tr>
          <th scope="col">Paid</th>
          <th scope="col">Payer</th>
          {!ofDeal && <th scope="col">Lead</th>}
          {!ofDeal && <th scope="col">Deal</th>}
          <th scope="col" className={classes.right}>
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} onMatch={onMatch} ofDeal={ofDeal} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Omit<Props, "rows"> & { row: Transaction };

function Row({ row, onMatch, ofDeal }: RowProps) {
  return (
    <tr>
      <td className="num">{day(row.paid_at)}</td>
      <td>
        <strong>{row.name || row.email || (row.phone ? phone(row.phone) : row.external_id)}</strong>
        <span className="soft">
          {[PROCESSORS[row.processor], row.name && row.email, row.description].filter(Boolean).join(", ")}
        </span>
      </td>
      {!ofDeal && (
        <>
          <td data-label="Lead">
            <Whose row={row} onMatch={onMatch} />
          </td>
          <td data-label="Deal">
            {row.deal_id ? (
              <Link href={`/deals/${row.deal_id}`}>Deal {row.deal_id}</Link>
            ) : (
              <span className="soft">In none</span>
            )}
          </td>
        </>
      )}
      <td className={`num ${classes.right} ${classes.value}`}>
        <span>{money(row.amount, row.currency)}</span>
        {!isNothing(row.returned) && (
          <span className={classes.returned}>−{money(row.returned, row.currency)} given back</span>
        )}
        {row.dispute && <span className={classes.returned}>{DISPUTES[row.dispute]}</span>}
      </td>
    </tr>
  );
}

function Whose({ row, onMatch }: { row: Transaction; onMatch?: (row: Transaction) => void }) {
  const may = onMatch && row.deal_id === null;
  if (!row.lead && !may) return <span className="soft">Nobody's</span>;
  if (!may) return row.lead && <Link href={`/leads/${row.lead.id}`}>{row.lead.name}</Link>;
  return (
    <Button
      variant={row.lead ? "subtle" : "default"}
      size="compact-sm"
      aria-label={
        row.lead
          ? `Change the lead, now ${row.lead.name}`
          : `Match the payment of ${money(row.amount, row.currency)}`
      }
      onClick={() => onMatch(row)}
    >
      {row.lead?.name ?? "Match to a lead"}
    </Button>
  );
}
