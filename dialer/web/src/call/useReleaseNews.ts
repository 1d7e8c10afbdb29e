import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { callQuery, useSession } from "../queries";
import type { Call } from "../words";
import { whoOf } from "./callWords";

/** Says calmly who released a call that was open here, and why. */
export function useReleaseNews(calls: Call[]) {
  const client = useQueryClient();
  const { user } = useSession();
  const before = useRef<Call[]>(calls);
  useEffect(() => {
    const gone = before.current.filter((was) => !calls.some((call) => call.id === was.id));
    before.current = calls;
    for (const { id } of gone) {
      void client
        .fetchQuery({ ...callQuery(id), staleTime: 0 })
        .then((call) => call.released && call.released.by?.id !== user.id && tell(call, call.released))
        .catch(() => {});
    }
  }, [calls, client, user.id]);
}

function tell(call: Call, { by, reason }: NonNullable<Call["released"]>) {
  notifications.show({
    id: `released-${call.id}`,
    title: `${by?.name ?? "Somebody"} released your call with ${whoOf(call)}`,
    message: `${reason} – you can dial again.${call.missing_outcome ? " Its outcome is still owed." : ""}`,
    autoClose: false,
  });
}
