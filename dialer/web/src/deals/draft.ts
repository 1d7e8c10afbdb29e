import type { Deal, PaymentType, Transaction } from "../words";
import { sum } from "./money";

/** A deal as the form holds it. */
export interface Draft {
  source: "value" | "transactions";
  value: string;
  transactions: number[];
  date: string;
  productId: number | null;
  paymentType: PaymentType;
  earlierId: number | null;
}

export function newDraft(today: string, paymentType: PaymentType): Draft {
  return {
    source: "value",
    value: "",
    transactions: [],
    date: today,
    productId: null,
    paymentType,
    earlierId: null,
  };
}

export function draftOf(deal: Deal, rows: Transaction[]): Draft {
  return {
    source: rows.length > 0 ? "transactions" : "value",
    value: deal.value,
    transactions: rows.map((row) => row.id),
    date: deal.date,
    productId: deal.product.id,
    paymentType: deal.payment_type,
    earlierId: deal.earlier_deal_id,
  };
}

/** What transactions are worth together. */
export function worth(rows: Transaction[]): string {
  return sum(rows.map((row) => row.amount));
}

/** One unit more would be a typing error; the server says the same. */
const MOST = 1e12;

/** What is amiss with a written value; null when the server may be asked. */
export function amiss(value: string, decimals: number): string | null {
  const written = value.trim();
  if (written === "") return null;
  if (written.includes(",")) return "Write a point before the decimals, and no commas.";
  if (!/^\d+(\.\d+)?$/.test(written)) return "Write a number above nothing.";
  if ((written.split(".")[1]?.length ?? 0) > decimals)
    return decimals === 0 ? "This currency has no decimals." : `At most ${decimals} decimals.`;
  if (Number(written) >= MOST) return "That is too much: it must be less than 1,000,000,000,000.";
  return Number(written) > 0 ? null : "Write a number above nothing.";
}

export function isReady(draft: Draft, decimals: number): boolean {
  const paid =
    draft.source === "transactions"
      ? draft.transactions.length > 0
      : draft.value.trim() !== "" && amiss(draft.value, decimals) === null;
  return paid && draft.productId !== null && draft.date !== "";
}

/** What the server is told of a draft. */
export function bodyOf(draft: Draft) {
  const { productId, date, paymentType, earlierId } = draft;
  const common = {
    product_id: productId ?? 0,
    date,
    payment_type: paymentType,
    earlier_deal_id: earlierId,
  };
  return draft.source === "transactions"
    ? { ...common, transaction_ids: draft.transactions }
    : { ...common, value: draft.value.trim(), transaction_ids: [] };
}
