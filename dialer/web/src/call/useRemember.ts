import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { keys } from "../topics";
import type { Call } from "../words";

/** Shows the server's answer at once, and lets everything that lists calls ask again. */
export function useRemember() {
  const client = useQueryClient();
  return useCallback(
    async (call: Call) => {
      await client.cancelQueries({ queryKey: keys.openCalls });
      client.setQueryData<Call[]>(keys.openCalls, (open = []) => {
        if (call.state === "ended") return open.filter((one) => one.id !== call.id);
        const known = open.some((one) => one.id === call.id);
        return known ? open.map((one) => (one.id === call.id ? call : one)) : [call, ...open];
      });
      client.setQueryData(keys.call(call.id), call);
      for (const noun of ["calls", "queue"]) void client.invalidateQueries({ queryKey: [noun] });
    },
    [client],
  );
}
