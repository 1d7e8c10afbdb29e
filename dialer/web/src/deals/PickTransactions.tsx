import { Checkbox, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { Transaction } from "../words";
import { transactionsOfLeadQuery } from "./deals";
import classes from "./deals.module.css";
import { day, isNothing, money } from "./money";

interface Props {
  leadId: number;
  currency: string;
  /** The deal that is being changed: its own transactions can be kept. */
  dealId?: number;
  chosen: number[];
  onChange: (rows: Transaction[]) => void;
}

/** Why a transaction cannot pay for this deal; null when it can. */
export function whyNot(row: Transaction, currency: string, dealId?: number): string | null {
  if (row.deal_id !== null && row.deal_id !== dealId) return `pays for deal ${row.deal_id}`;
  if (row.currency !== currency) return `is in ${row.currency}, the deal in ${currency}`;
  if (Number(row.returned) >= Number(row.amount) && row.deal_id === null) return "was given back";
  return null;
}

/** The payments of a lead, to be added up. */
export function PickTransactions({ leadId, currency, dealId, chosen, onChange }: Props) {
  const { data, error, refetch } = useQuery(transactionsOfLeadQuery(leadId));
  if (error) return <LoadTrouble what="The list" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={90} radius="md" />;
  if (data.length === 0) {
    return (
      <p className="soft">
        Nothing was paid from this lead's e-mail address or number. Match a payment under Transactions, or
        write the value.
      </p>
    );
  }
  const toggle = (row: Transaction) => {
    const next = chosen.includes(row.id) ? chosen.filter((id) => id !== row.id) : [...chosen, row.id];
    onChange(data.filter((one) => next.includes(one.id)));
  };
  return (
    <ul className={classes.pick} aria-label="Transactions of the lead">
      {data.map((row) => {
        const why = whyNot(row, currency, dealId);
        return (
          <li key={row.id}>
            <Checkbox
              checked={chosen.includes(row.id)}
              disabled={why !== null}
              onChange={() => toggle(row)}
              label={
                <>
                  <strong className="num">{money(row.amount, row.currency)}</strong> {day(row.paid_at)}
                  {!isNothing(row.returned) && `, ${money(row.returned, row.currency)} given back`}
                </>
              }
              description={[row.name || row.email, row.description, why].filter(Boolean).join(", ")}
            />
          </li>
        );
      })}
    </ul>
  );
}
