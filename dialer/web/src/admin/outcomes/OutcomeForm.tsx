import { Checkbox, NumberInput, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { assignKeys } from "../../call/pickerKeys";
import { count } from "../../format";
import type { Outcome } from "../../words";
import classes from "./catalogue.module.css";
import { NEW, withDraft } from "./draft";
import { type Fields, usageQuery } from "./requests";
import { ShadePicker } from "./ShadePicker";
import { CONNECT, GROUPS, SENTIMENTS, TRIGGERS, type Trigger } from "./words";

interface Props {
  edited: Outcome | typeof NEW;
  draft: Fields;
  onDraft: (draft: Fields) => void;
  outcomes: Outcome[];
}

export function OutcomeForm({ edited, draft, onDraft, outcomes }: Props) {
  const set = (changes: Partial<Fields>) => onDraft({ ...draft, ...changes });
  return (
    <>
      <TextInput
        label="Label"
        required
        data-autofocus
        dir="auto"
        value={draft.label}
        onChange={(event) => set({ label: event.currentTarget.value })}
      />
      <Textarea
        label="Meaning"
        description="One line, shown in the picker."
        autosize
        dir="auto"
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <Choice name="Group" words={GROUPS} value={draft.group} onPick={(group) => set({ group })} />
      <Choice
        name="Connect status"
        words={CONNECT}
        value={draft.connect_status}
        onPick={(connect_status) => set({ connect_status })}
      />
      <Choice
        name="Sentiment"
        words={SENTIMENTS}
        value={draft.sentiment}
        onPick={(sentiment) => set({ sentiment, shade: null })}
      />
      <ShadePicker sentiment={draft.sentiment} value={draft.shade} onPick={(shade) => set({ shade })} />
      <Prefills draft={draft} onDraft={set} edited={edited} outcomes={outcomes} />
      <EffectFields draft={draft} onDraft={set} />
      <TextInput
        label="Shortcut"
        description="One letter or digit. Left empty, the picker gives it one."
        placeholder={automaticKey(outcomes, edited, draft)}
        maxLength={1}
        styles={{ input: { width: 90 } }}
        value={draft.shortcut ?? ""}
        onChange={(event) => set({ shortcut: event.currentTarget.value.toLowerCase() || null })}
      />
      {edited !== NEW && <WhereUsed outcome={edited} />}
    </>
  );
}

function WhereUsed({ outcome }: { outcome: Outcome }) {
  const { data } = useQuery(usageQuery);
  if (!data) return null;
  const used = data.items.find((one) => one.key === outcome.key);
  return (
    <p className={`soft ${classes.plain}`}>
      {used
        ? `Recorded ${count(used.calls)} times by ${count(used.reps)} of your reps in the last ${data.days} days.`
        : `Not recorded in the last ${data.days} days.`}
    </p>
  );
}

interface ChoiceProps<Word extends string> {
  name: string;
  words: Record<Word, string>;
  value: Word;
  onPick: (word: Word) => void;
}

function Choice<Word extends string>({ name, words, value, onPick }: ChoiceProps<Word>) {
  return (
    <fieldset className={classes.field}>
      <legend>{name}</legend>
      <SegmentedControl
        aria-label={name}
        fullWidth
        value={value}
        onChange={(picked) => onPick(picked as Word)}
        data={(Object.keys(words) as Word[]).map((word) => ({ value: word, label: words[word] }))}
      />
    </fieldset>
  );
}

interface PartProps {
  draft: Fields;
  onDraft: (changes: Partial<Fields>) => void;
}

function Prefills({ draft, onDraft, edited, outcomes }: PartProps & Pick<Props, "edited" | "outcomes">) {
  const holder = (trigger: Trigger) =>
    outcomes.find((one) => !one.deleted && one !== edited && one.prefills.includes(trigger))?.label;
  return (
    <Checkbox.Group
      label="Filled in when"
      description="One outcome at a time holds a result; ticking it takes it from the other."
      value={draft.prefills}
      onChange={(prefills) => onDraft({ prefills: inOrder(prefills as Trigger[]) })}
    >
      <div className={classes.checks}>
        {(Object.keys(TRIGGERS) as Trigger[]).map((trigger) => (
          <Checkbox
            key={trigger}
            value={trigger}
            label={TRIGGERS[trigger]}
            description={
              holder(trigger) &&
              (draft.prefills.includes(trigger) ? "taken from " : "now: ") + holder(trigger)
            }
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function EffectFields({ draft, onDraft }: PartProps) {
  const { effects } = draft;
  const set = (changes: Partial<Fields["effects"]>) => onDraft({ effects: { ...effects, ...changes } });
  return (
    <fieldset className={classes.field}>
      <legend>What follows</legend>
      <div className={classes.checks}>
        <Checkbox
          label="Marks the number do-not-call"
          checked={effects.marks_do_not_call}
          onChange={(event) => set({ marks_do_not_call: event.currentTarget.checked })}
        />
        <Checkbox
          label="Opens booking of a meeting"
          checked={effects.opens_booking}
          onChange={(event) => set({ opens_booking: event.currentTarget.checked })}
        />
        <Checkbox
          label="Proposes a follow-up"
          checked={effects.follow_up_days !== null}
          onChange={(event) => set({ follow_up_days: event.currentTarget.checked ? 3 : null })}
        />
        {effects.follow_up_days !== null && (
          <NumberInput
            aria-label="Days until the follow-up"
            suffix={effects.follow_up_days === 1 ? " day later" : " days later"}
            min={1}
            max={365}
            w={150}
            value={effects.follow_up_days}
            onChange={(days) => set({ follow_up_days: Number(days) || 1 })}
          />
        )}
      </div>
    </fieldset>
  );
}

function inOrder(triggers: Trigger[]): Trigger[] {
  return (Object.keys(TRIGGERS) as Trigger[]).filter((trigger) => triggers.includes(trigger));
}

function automaticKey(outcomes: Outcome[], edited: Outcome | typeof NEW, draft: Fields): string {
  const open = withDraft(outcomes, edited, { ...draft, shortcut: null }).filter((one) => !one.deleted);
  return assignKeys(open).get(edited === NEW ? NEW : edited.key) ?? "";
}
