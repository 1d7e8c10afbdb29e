import { NONE } from "../format";
import type { PaymentType } from "../words";
import { day, money, PAYMENT_LABELS } from "./money";

export interface Line {
  label: string;
  before: string;
  after: string;
}
type Shown = Record<string, unknown> | null | undefined;

const LABELS: Record<string, string> = {
  value: "Value",
  date: "Date",
  product: "Product",
  payment_type: "Payment type",
  closer: "Closer",
  earlier_deal_id: "Belongs to",
  transaction_ids: "Transactions",
};

/** What a change made different, a line for each. */
export function linesOf(before: Shown, after: Shown, currency: string): Line[] {
  const say = (name: string, value: unknown) => words(name, value, currency);
  return Object.entries(LABELS)
    .filter(([name]) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))
    .map(([name, label]) => ({ label, before: say(name, before?.[name]), after: say(name, after?.[name]) }));
}

function words(name: string, value: unknown, currency: string): string {
  if (value === null || value === undefined) return NONE;
  if (Array.isArray(value)) return value.length === 0 ? "none" : `${value.length}`;
  if (name === "value") return money(String(value), currency);
  if (name === "date") return day(String(value));
  if (name === "payment_type") return PAYMENT_LABELS[value as PaymentType] ?? String(value);
  return name === "earlier_deal_id" ? `deal ${value}` : String(value);
}
