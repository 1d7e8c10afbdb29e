import { Button, Textarea, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { sentenceOf } from "../api";
import { useShortcuts } from "../keys";
import { useSession } from "../queries";
import { Key } from "../ui/Key";
import { Notice } from "../ui/Notice";
import type { Meeting, MeetingDetail, MeetingOutcomeChoice } from "../words";
import { ChoiceList } from "./ChoiceList";
import { type Draft, draftOf, missing, partsOf, pickOutcome, pickReason } from "./draft";
import classes from "./meetings.module.css";
import { StrategyQuestion } from "./StrategyQuestion";
import { useSaveOutcome } from "./useSaveOutcome";

interface Props {
  meeting: Meeting;
  outcomes: MeetingOutcomeChoice[];
  onSaved: (meeting: MeetingDetail) => void;
}

/** Step by step: outcome, reason, objection, notes, as far as each asks for the next. */
export function OutcomeForm({ meeting, outcomes, onSaved }: Props) {
  const { user } = useSession();
  const others = meeting.host.id !== user.id;
  const [draft, setDraft] = useState<Draft>(() => draftOf(outcomes, meeting));
  const [asked, setAsked] = useState(false);
  const { save, saving, error, booked, stale } = useSaveOutcome(meeting, onSaved);
  const parts = partsOf(draft);
  const now = parts.at(-1);
  const lack = missing(draft, others);
  const notes = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (now === "notes") notes.current?.focus();
  }, [now]);
  const change = (next: Draft) => {
    setDraft(next);
    setAsked(false);
  };
  const submit = () => {
    setAsked(true);
    if (!lack && !booked) save(draft);
  };
  const { outcome, reason } = draft;
  useShortcuts([{ keys: "enter", label: "Save the outcome", run: submit }], {
    enabled: now === "notes" || lack === null,
    inDialog: true,
  });
  return (
    <div className={classes.form}>
      <ChoiceList
        legend="Outcome"
        active={now === "outcome"}
        options={outcomes.map((one) => ({ key: one.outcome, ...one }))}
        picked={outcome?.outcome}
        onPick={(one) => change(pickOutcome(draft, one))}
      />
      {outcome && parts.includes("reason") && (
        <ChoiceList
          legend="Reason"
          active={now === "reason"}
          options={outcome.reasons.map((one) => ({ key: one.reason ?? "", ...one }))}
          picked={reason?.reason ?? undefined}
          onPick={(one) => change(pickReason(draft, one))}
        />
      )}
      {outcome && parts.includes("objection") && (
        <ChoiceList
          legend={reason?.objection === "required" ? "Objection" : "Objection, if there was one"}
          active={now === "objection"}
          options={outcome.objections.map((one) => ({ key: one.objection, ...one }))}
          picked={draft.objection ?? undefined}
          onPick={({ objection }) => change({ ...draft, objection, skipped: false })}
          onSkip={
            reason?.objection === "optional"
              ? () => change({ ...draft, objection: null, skipped: true })
              : undefined
          }
        />
      )}
      {reason && (
        <Textarea
          ref={notes}
          label={reason.notes === "required" ? "Notes" : "Notes, if you like"}
          description="Managers read them; links can be opened."
          required={reason.notes === "required"}
          maxLength={10_000}
          autosize
          minRows={2}
          maxRows={8}
          value={draft.notes}
          onChange={(event) => change({ ...draft, notes: event.currentTarget.value })}
          onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit()}
        />
      )}
      {reason && others && (
        <WhyField
          host={meeting.host.name}
          value={draft.why}
          onChange={(why) => change({ ...draft, why })}
          onEnter={submit}
        />
      )}
      <Trouble lack={asked ? lack : null} stale={stale} error={error} />
      {booked && <StrategyQuestion booked={booked} saving={saving} onAnswer={(fate) => save(draft, fate)} />}
      {reason && !booked && (
        <div className={classes.buttons}>
          <span className="soft">
            <Key>Ctrl</Key> <Key>↵</Key> saves
          </span>
          <Button loading={saving} onClick={submit}>
            {outcome?.outcome === "approved" ? "Save and book the strategy call" : "Save"}
          </Button>
        </div>
      )}
    </div>
  );
}

function Trouble(props: { lack: string | null; stale: string | null; error: Error | null }) {
  return (
    <>
      {props.lack && (
        <p className={classes.lack} role="alert">
          {props.lack}
        </p>
      )}
      {props.stale && (
        <Notice tone="owed" title="Somebody recorded another outcome meanwhile" urgent>
          {props.stale}. Save again to put yours in its place, or close this to keep theirs.
        </Notice>
      )}
      {props.error && (
        <Notice tone="danger" urgent>
          {sentenceOf(props.error)}
        </Notice>
      )}
    </>
  );
}

interface WhyProps {
  host: string;
  value: string;
  onChange: (why: string) => void;
  onEnter: () => void;
}

function WhyField({ host, value, onChange, onEnter }: WhyProps) {
  return (
    <TextInput
      label="Why you decide this"
      description={`This is ${host}’s meeting. Kept in its history and in the audit log.`}
      required
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && onEnter()}
    />
  );
}
