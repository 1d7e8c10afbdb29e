import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../api";
import { OutcomePicker } from "../call/OutcomePicker";
import { recordOutcome } from "../call/requests";
import { useOutcomes } from "../queries";
import { keys } from "../topics";
import { Notice } from "../ui/Notice";
import { OutcomeChip } from "../ui/OutcomeChip";
import type { Call } from "../words";
import classes from "./calls.module.css";

export function ChangeOutcome({ call }: { call: Call }) {
  const client = useQueryClient();
  const outcomes = useOutcomes();
  const [open, setOpen] = useState(false);
  const record = useMutation({
    mutationFn: (outcome: string) => recordOutcome(call, outcome),
    onSuccess: (saved) => {
      client.setQueryData(keys.call(saved.id), saved);
      setOpen(false);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["calls"] }),
  });
  return (
    <>
      <div className={classes.outcomeLine}>
        <OutcomeChip outcome={call.outcome} source={call.outcome_source} />
        <span className="soft">{sourceWords(call)}</span>
        <Button variant="default" size="compact-sm" onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? "Close" : call.outcome ? "Change" : "Pick outcome"}
        </Button>
      </div>
      {record.error && (
        <Notice tone="danger" urgent>
          {sentenceOf(record.error)}
        </Notice>
      )}
      {open && (
        <OutcomePicker
          outcomes={outcomes}
          call={call}
          saving={record.isPending ? record.variables : null}
          onPick={record.mutate}
          listening
          inDialog
          hint="Only the outcome changes; what happened on the line stays."
        />
      )}
    </>
  );
}

function sourceWords(call: Call): string {
  if (!call.outcome) return "";
  if (call.outcome_source === "webhook") return "Pre-filled from the line";
  if (call.outcome_source === "import") return "Imported";
  return call.outcome_by ? `Chosen by ${call.outcome_by.name}` : "Chosen by a person";
}
