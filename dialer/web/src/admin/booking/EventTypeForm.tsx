import { NumberInput, SegmentedControl, Switch, Textarea, TextInput } from "@mantine/core";
import { useSession } from "../../queries";
import type { EventType, MeetingKind } from "../../words";
import classes from "./booking.module.css";
import { type Draft, HOSTED_BY, type NEW, spanInWords, withKind } from "./draft";
import { HostFields } from "./HostFields";

interface Props {
  edited: EventType | typeof NEW;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}

export function EventTypeForm({ edited, draft, onDraft }: Props) {
  const set = (changes: Partial<Draft>) => onDraft({ ...draft, ...changes });
  return (
    <>
      <KindChoice draft={draft} onDraft={onDraft} />
      <TextInput
        label="Name"
        description="Leads see it. The link is made of the first name and stays."
        required
        maxLength={120}
        data-autofocus
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Textarea
        label="What it is about"
        description="Shown where it is booked."
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <TextInput
        label="Where"
        placeholder="We call you, or a link"
        maxLength={300}
        value={draft.location}
        onChange={(event) => set({ location: event.currentTarget.value })}
      />
      {draft.kind === "strategy" && (
        <Switch
          label="An approved discovery call comes first"
          description="Without one a lead cannot be booked, on no page and by no link."
          checked={draft.needs_discovery}
          onChange={(event) => set({ needs_discovery: event.currentTarget.checked })}
        />
      )}
      <HostFields edited={edited} draft={draft} onHosts={(hosts) => set({ hosts })} />
      <TimeFields draft={draft} onSet={set} />
      <Switch
        label="Leads may book it themselves"
        description="On a public page, without an account. Your team can book it either way."
        checked={draft.is_public}
        onChange={(event) => set({ is_public: event.currentTarget.checked })}
      />
    </>
  );
}

function KindChoice({ draft, onDraft }: Pick<Props, "draft" | "onDraft">) {
  const startup = useSession().company.plan === "startup";
  return (
    <div className={classes.choice}>
      <span id="kind-of-event">Kind</span>
      <SegmentedControl
        aria-labelledby="kind-of-event"
        value={draft.kind}
        onChange={(kind) => onDraft(withKind(draft, kind as MeetingKind))}
        data={[
          { value: "strategy", label: "Strategy" },
          {
            value: "discovery",
            label: "Discovery",
            disabled: startup && draft.kind !== "discovery",
          },
        ]}
      />
      <span className={classes.note}>
        {startup
          ? "Discovery calls come with the Business and Enterprise plans."
          : `Hosted by your ${HOSTED_BY[draft.kind]}s. It stays as it is once it was booked.`}
      </span>
    </div>
  );
}

const MINUTES = { suffix: " min", allowDecimal: false, step: 5, clampBehavior: "blur" } as const;

function TimeFields({ draft, onSet }: { draft: Draft; onSet: (changes: Partial<Draft>) => void }) {
  const number = (name: keyof Draft) => ({
    value: draft[name] as number,
    onChange: (value: string | number) => typeof value === "number" && onSet({ [name]: value }),
  });
  return (
    <>
      <h3>Time</h3>
      <div className={classes.pair}>
        <NumberInput label="Length" min={5} max={480} {...MINUTES} {...number("minutes")} />
        <NumberInput label="Offered every" min={5} max={240} {...MINUTES} {...number("step_minutes")} />
        <NumberInput label="Pause before" min={0} max={240} {...MINUTES} {...number("buffer_before")} />
        <NumberInput label="Pause after" min={0} max={240} {...MINUTES} {...number("buffer_after")} />
        <NumberInput
          label="Shortest notice"
          description={`Booked at least ${spanInWords(draft.notice_minutes)} ahead`}
          min={0}
          max={43_200}
          {...MINUTES}
          step={30}
          {...number("notice_minutes")}
        />
        <NumberInput
          label="Furthest ahead"
          description="How many days of times are offered"
          min={1}
          max={365}
          suffix=" days"
          allowDecimal={false}
          {...number("horizon_days")}
        />
      </div>
      <NumberInput
        label="At most a day"
        description="Meetings of this type for one host. Left empty, as many as fit."
        min={1}
        max={50}
        allowDecimal={false}
        value={draft.daily_limit ?? ""}
        onChange={(value) => onSet({ daily_limit: typeof value === "number" ? value : null })}
      />
    </>
  );
}
