import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { keys } from "../topics";
import type { Call } from "../words";

/** Shows the server's answer at once, and lets everything that lists calls ask again. */
export function useRemember() {
  const client = useQueryClient();
  return useCallback(
    async (call: Call) => {
      await client.cancelQueries({ queryKey: keys.currentCall });
      client.setQueryData<Call | null>(keys.currentCall, (open) => {
        if (call.state !== "ended") return call;
        return open?.id === call.id ? null : (open ?? null);
      });
      client.setQueryData(keys.call(call.id), call);
      for (const noun of ["calls", "queue"]) void client.invalidateQueries({ queryKey: [noun] });
    },
    [client],
  );
}
