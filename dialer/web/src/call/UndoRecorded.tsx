import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Problem, sentenceOf } from "../api";
import { useShortcuts } from "../keys";
import { useSession } from "../queries";
import { Key } from "../ui/Key";
import { useNow } from "../ui/useNow";
import type { Call } from "../words";
import { undoOutcome } from "./requests";
import { useRemember } from "./useRemember";

const OFFERED_MS = 10_000;

interface Props {
  call: Call;
  onUndone?: (call: Call) => void;
  /** An ended call keeps its outcome where the company asks for one: another has to be picked instead. */
  onMustChoose: () => void;
  inDialog?: boolean;
}

/** For ten seconds: take back what was just recorded here. */
export function UndoRecorded({ call, onUndone, onMustChoose, inDialog }: Props) {
  const remember = useRemember();
  const [taken, setTaken] = useState(-1);
  const offered = useIsFresh(call) && taken !== call.version;
  const undo = useMutation({
    mutationFn: () => undoOutcome(call),
    onSuccess: async (back) => {
      setTaken(back.version);
      await remember(back);
      onUndone?.(back);
    },
    onError: (error) => {
      if (error instanceof Problem && error.code === "outcome_required") onMustChoose();
    },
  });
  useShortcuts([{ keys: "u", label: "Undo the last outcome", run: () => undo.mutate() }], {
    enabled: offered && !undo.isPending,
    inDialog,
  });
  const mustChoose = undo.error instanceof Problem && undo.error.code === "outcome_required";
  if (undo.error && !mustChoose)
    return (
      <span role="alert" style={{ color: "var(--negative-ink)" }}>
        {sentenceOf(undo.error)}
      </span>
    );
  if (!offered) return null;
  return (
    <Button
      variant="subtle"
      size="compact-md"
      rightSection={<Key>U</Key>}
      loading={undo.isPending}
      aria-keyshortcuts="u"
      onClick={() => undo.mutate()}
    >
      Undo
    </Button>
  );
}

function useIsFresh(call: Call): boolean {
  const { user } = useSession();
  const now = useNow();
  const mine = call.outcome_source === "rep" && call.outcome_by?.id === user.id;
  return mine && call.outcome_at !== null && now - Date.parse(call.outcome_at) < OFFERED_MS;
}
