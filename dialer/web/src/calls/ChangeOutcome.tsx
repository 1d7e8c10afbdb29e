import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { ConflictNotice } from "../call/ConflictNotice";
import { OutcomePicker } from "../call/OutcomePicker";
import type { Choice } from "../call/requests";
import { UndoRecorded } from "../call/UndoRecorded";
import { useMay, useOutcomes, useSession } from "../queries";
import { Notice } from "../ui/Notice";
import { OutcomeChip } from "../ui/OutcomeChip";
import type { Call } from "../words";
import classes from "./calls.module.css";
import { useRecordOwed } from "./useRecordOwed";

export function ChangeOutcome({ call }: { call: Call }) {
  const { user } = useSession();
  const outcomes = useOutcomes();
  const mine = call.rep?.id === user.id;
  const mayChange = useMay("change_others_outcome") || mine;
  const [open, setOpen] = useState(false);
  const [mustChoose, setMustChoose] = useState(false);
  const [reason, setReason] = useState("");
  const { saving, record, conflict, settle } = useRecordOwed(() => {
    setOpen(false);
    setMustChoose(false);
  });
  const why = reason.trim();
  const ready = mine || why !== "";
  const pick = (choice: Choice) => record(call, mine ? choice : { ...choice, reason: why });
  return (
    <>
      <div className={classes.outcomeLine}>
        <OutcomeChip outcome={call.outcome} source={call.outcome_source} />
        <span className="soft">{sourceWords(call)}</span>
        <UndoRecorded
          call={call}
          inDialog
          onMustChoose={() => {
            setMustChoose(true);
            setOpen(true);
          }}
        />
        {mayChange && (
          <Button variant="default" size="compact-sm" onClick={() => setOpen(!open)} aria-expanded={open}>
            {open ? "Close" : call.outcome ? "Change" : "Pick outcome"}
          </Button>
        )}
      </div>
      {conflict && <ConflictNotice conflict={conflict} outcomes={outcomes} onSettle={settle} />}
      {open && mustChoose && (
        <Notice tone="owed">
          Outcomes are required here, so an ended call keeps one. Pick the right one.
        </Notice>
      )}
      {open && !mine && (
        <TextInput
          className={classes.why}
          label="Reason"
          description={`This is ${call.rep?.name ?? "somebody"}'s call. The reason is kept in its history.`}
          required
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {open && !ready && (
        <p className={classes.sayWhy} data-testid="say-why">
          Say why first, then pick the outcome.
        </p>
      )}
      {open && (
        <div className={classes.picking} inert={!ready}>
          <OutcomePicker
            outcomes={outcomes}
            call={call}
            saving={saving}
            onPick={pick}
            listening={ready}
            inDialog
            hint="Only the outcome and what follows from it change; what happened on the line stays."
          />
        </div>
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
