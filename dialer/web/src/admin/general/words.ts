import { timeOfDay } from "../../format";

const NAMES = new Intl.DisplayNames("en", { type: "currency" });

/** "CHF, Swiss Franc"; a code that the browser does not know stands alone. */
export function currencyInWords(code: string): string {
  const name = NAMES.of(code);
  return name && name !== code ? `${code}, ${name}` : code;
}

export function timeIn(zone: string): string {
  try {
    return timeOfDay(new Date().toISOString(), zone);
  } catch {
    return "not known which time";
  }
}
