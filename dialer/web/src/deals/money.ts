import type { PaymentType } from "../words";

/** "$1,200.50", "¥1,200": with as many decimals as the server writes. */
export function money(value: string, currency: string): string {
  const digits = value.split(".")[1]?.length ?? 0;
  return Number(value).toLocaleString("en", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

export function isNothing(value: string): boolean {
  return Number(value) === 0;
}

/** What several amounts of one currency come to, with the decimals they are written with. */
export function sum(amounts: string[]): string {
  const digits = Math.max(0, ...amounts.map((amount) => amount.split(".")[1]?.length ?? 0));
  const scale = 10 ** digits;
  const whole = amounts.reduce((total, amount) => total + Math.round(Number(amount) * scale), 0);
  return (whole / scale).toFixed(digits);
}

export const PAYMENT_LABELS: Record<PaymentType, string> = {
  won: "Won",
  recurring: "Recurring",
  deposit: "Deposit",
};

/** "2 Mar 2026" */
export function day(iso: string): string {
  const at = new Date(iso.length === 10 ? `${iso}T12:00:00` : iso);
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}
