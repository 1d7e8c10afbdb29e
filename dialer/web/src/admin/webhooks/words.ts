import type { DeliveryState } from "./hooks";

export const STATE: Record<DeliveryState, { words: string; tone: string }> = {
  waiting: { words: "Waiting", tone: "wait" },
  delivered: { words: "Delivered", tone: "good" },
  failed: { words: "Failed", tone: "bad" },
};

/** "204", "500", "no answer within 10 seconds" */
export function resultInWords(status: number | null, error: string | null): string {
  if (error) return error;
  if (status === null) return "—";
  return status >= 300 && status < 400 ? `${status}, and redirects are not followed` : String(status);
}

/** What stands where the next try's time would, while a webhook is paused or stopped. */
export const HELD = "once it sends again";
