import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem, sentenceOf } from "../api";
import type { Conflict } from "../call/desk";
import { type Choice, endCall, recordOutcome } from "../call/requests";
import { useRemember } from "../call/useRemember";
import { useSession } from "../queries";
import type { Call } from "../words";

interface Wanted {
  call: Call;
  choice: Choice;
}

/** Records on a call that is not the open one of the desk: ends it if it is one's own and still in wrap-up. */
export function useRecordOwed(onRecorded?: (call: Call) => void) {
  const client = useQueryClient();
  const remember = useRemember();
  const { user } = useSession();
  const [conflict, setConflict] = useState<Pick<Conflict, "theirs" | "wanted"> | null>(null);
  const record = useMutation({
    mutationFn: ({ call, choice }: Wanted) =>
      call.state === "wrap_up" && call.rep?.id === user.id
        ? endCall(call, choice)
        : recordOutcome(call, choice),
    onSuccess: async (saved) => {
      setConflict(null);
      await remember(saved);
      onRecorded?.(saved);
      // Until the row has left the list, another key must not mean it.
      await client.invalidateQueries({ queryKey: ["calls"] });
    },
    onError: (error, { call, choice }) => {
      const theirs = error instanceof Problem ? (error.body.call as Call | undefined) : undefined;
      if (error instanceof Problem && error.code === "stale_version")
        setConflict({ theirs: theirs ?? call, wanted: choice });
      else notifications.show({ color: "red", title: "Not recorded", message: sentenceOf(error) });
      void client.invalidateQueries({ queryKey: ["calls"] });
    },
  });

  function settle(mine: boolean) {
    setConflict(null);
    if (mine && conflict) record.mutate({ call: conflict.theirs, choice: conflict.wanted });
  }

  return {
    saving: record.isPending ? record.variables.choice.outcome : null,
    record: (call: Call, choice: Choice) => {
      if (!record.isPending) record.mutate({ call, choice });
    },
    conflict,
    settle,
  };
}
