import { useMemo, useState } from "react";
import { useShortcuts } from "../keys";
import type { Call, Outcome } from "../words";
import { arrange } from "./arrange";
import { FollowUpChoice } from "./FollowUpChoice";
import { followUpDays } from "./followUp";
import { OutcomeButton } from "./OutcomeButton";
import classes from "./picker.module.css";
import { assignKeys } from "./pickerKeys";
import type { Choice } from "./requests";
import { SuggestionLine } from "./SuggestionLine";

const FAMILY = "Pick the outcome that shows the key";

interface Props {
  outcomes: Outcome[];
  call: Pick<Call, "offered" | "suggested" | "outcome" | "outcome_source">;
  saving: string | null;
  onPick: (choice: Choice) => void;
  /** Told what is picked while it still asks when to follow up. */
  onUnfold?: (choice: Choice | null) => void;
  /** Single keys pick, Enter confirms. Off where another picker is in front. */
  listening: boolean;
  /** What a pick will do, in words. */
  hint: string;
  /** Drawn to attention: the call waits for this. */
  urgent?: boolean;
  inDialog?: boolean;
  /** Shown though they do nothing, in a picture of the picker. */
  showKeys?: boolean;
}

export function OutcomePicker(props: Props) {
  const { outcomes, call, saving, onPick, onUnfold, listening, hint, urgent, inDialog, showKeys } = props;
  const [looked, setLooked] = useState<Outcome | null>(null);
  const open = useMemo(() => outcomes.filter((outcome) => !outcome.deleted), [outcomes]);
  const keys = useMemo(() => assignKeys(open), [open]);
  const suggested = open.find((outcome) => outcome.key === call.suggested?.outcome);
  const confirmed = call.outcome !== null && call.outcome_source !== "webhook";
  const toConfirm = confirmed ? undefined : suggested;
  const [unfolded, setUnfolded] = useState<Outcome | null>(null);
  const record = (outcome: Outcome, followUpAt?: string) => {
    setUnfolded(null);
    onPick({ outcome: outcome.key, followUpAt });
  };
  /** One that asks for a follow-up first says when; picking it again takes the days that it proposes. */
  const pick = (outcome: Outcome) => {
    const asks = outcome.effects.follow_up_days !== null && unfolded?.key !== outcome.key;
    if (asks) setUnfolded(outcome);
    else record(outcome);
  };
  usePickerShortcuts(open, keys, toConfirm, pick, { enabled: listening, inDialog });

  return (
    <div className={classes.picker} data-urgent={urgent || undefined} data-testid="outcome-picker">
      {toConfirm && call.suggested && (
        <SuggestionLine
          outcome={toConfirm}
          reason={call.suggested.reason}
          recorded={call.outcome?.key === toConfirm.key}
          listening={listening}
          saving={saving === toConfirm.key}
          onConfirm={() => pick(toConfirm)}
        />
      )}
      {arrange(open, call.offered).map(({ heading, members }) => (
        <fieldset key={heading} className={classes.group}>
          <legend>{heading}</legend>
          <div className={classes.grid}>
            {members.map((outcome) => (
              <OutcomeButton
                key={outcome.key}
                outcome={outcome}
                shortcut={listening || showKeys ? freeKey(keys.get(outcome.key), unfolded) : undefined}
                selected={(unfolded ?? call.outcome)?.key === outcome.key}
                suggested={toConfirm?.key === outcome.key}
                saving={saving === outcome.key}
                disabled={saving !== null}
                onPick={() => pick(outcome)}
                onLook={setLooked}
              />
            ))}
          </div>
          {unfolded && members.includes(unfolded) && (
            <FollowUpChoice
              key={unfolded.key}
              outcome={unfolded}
              onRecord={(at) => record(unfolded, at)}
              onChoose={onUnfold}
              onClose={() => setUnfolded(null)}
              listening={listening}
              inDialog={inDialog}
            />
          )}
        </fieldset>
      ))}
      <p className={classes.meaning} aria-hidden="true">
        {looked && looked.key !== unfolded?.key ? `${looked.label}: ${looked.description}` : hint}
      </p>
    </div>
  );
}

/** While the days of a follow-up are shown, their digits belong to them. */
function freeKey(key: string | undefined, unfolded: Outcome | null): string | undefined {
  const taken = unfolded ? followUpDays(unfolded.effects.follow_up_days ?? 0).map(String) : [];
  return key && taken.includes(key) ? undefined : key;
}

function usePickerShortcuts(
  outcomes: Outcome[],
  keys: Map<string, string>,
  suggested: Outcome | undefined,
  onPick: (outcome: Outcome) => void,
  options: { enabled: boolean; inDialog?: boolean },
) {
  const picks = outcomes.flatMap((outcome) => {
    const key = keys.get(outcome.key);
    return key ? [{ keys: key, label: outcome.label, family: FAMILY, run: () => onPick(outcome) }] : [];
  });
  const confirm = suggested
    ? [{ keys: "enter", label: `Confirm “${suggested.label}”`, run: () => onPick(suggested) }]
    : [];
  useShortcuts([...picks, ...confirm], options);
}
