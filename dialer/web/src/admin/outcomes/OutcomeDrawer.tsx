import { Button, Drawer } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../../api";
import { Notice } from "../../ui/Notice";
import type { Outcome } from "../../words";
import classes from "./catalogue.module.css";
import { changesOf, draftOf, NEW, withDraft } from "./draft";
import { Impact } from "./Impact";
import { OutcomeForm } from "./OutcomeForm";
import { PickerPreview } from "./PickerPreview";
import { createOutcome, editOutcome, shadesQuery, useLookAgain } from "./requests";

interface Props {
  edited: Outcome | typeof NEW;
  outcomes: Outcome[];
  onClose: () => void;
  onDelete: (outcome: Outcome) => void;
}

/** One outcome to be made or changed. What would move history is shown before it is saved. */
export function OutcomeDrawer({ edited, outcomes, onClose, onDelete }: Props) {
  const [draft, onDraft] = useState(() => draftOf(edited));
  const { data: shades } = useQuery(shadesQuery);
  const lookAgain = useLookAgain();
  const [opened, setOpened] = useState(true);
  const changes = edited === NEW ? draft : changesOf(edited, draft);
  const moves = edited !== NEW && ("connect_status" in changes || "sentiment" in changes);
  const hands = edited !== NEW && "prefills" in changes;
  const save = useMutation({
    mutationFn: () => (edited === NEW ? createOutcome(draft) : editOutcome(edited.key, changes)),
    onSuccess: (saved) => {
      notifications.show({ message: edited === NEW ? `“${saved.label}” was added.` : "Saved." });
      setOpened(false);
    },
    onSettled: lookAgain,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const remove = () => {
    setOpened(false);
    if (edited !== NEW) onDelete(edited);
  };
  return (
    <Drawer
      opened={opened}
      onClose={() => setOpened(false)}
      onExitTransitionEnd={onClose}
      position="right"
      size="min(880px, 100%)"
      title={
        <strong style={{ overflowWrap: "anywhere" }}>
          {edited === NEW ? "New outcome" : `Edit ${edited.label}`}
        </strong>
      }
      closeButtonProps={{ "aria-label": "Close without saving" }}
    >
      <div className={classes.editing}>
        <form className={classes.form} onSubmit={submit}>
          <OutcomeForm edited={edited} draft={draft} onDraft={onDraft} outcomes={outcomes} />
          {(moves || hands) && (
            <Impact
              outcome={edited}
              outcomes={outcomes}
              change={{
                ...(changes.connect_status && { connect_status: changes.connect_status }),
                ...(changes.sentiment && { sentiment: changes.sentiment }),
                ...(changes.prefills && { prefills: changes.prefills.join(",") }),
              }}
            />
          )}
          {save.error && (
            <Notice tone="danger" urgent title="Not saved">
              {sentenceOf(save.error)}
            </Notice>
          )}
          <div className={classes.saving}>
            <Button type="submit" loading={save.isPending} disabled={Object.keys(changes).length === 0}>
              {edited === NEW ? "Add outcome" : moves ? "Save and move history" : "Save"}
            </Button>
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            {edited !== NEW && (
              <Button variant="subtle" color="red" className={classes.far} onClick={remove}>
                Delete…
              </Button>
            )}
          </div>
        </form>
        <PickerPreview outcomes={withDraft(outcomes, edited, draft, shades)} />
      </div>
    </Drawer>
  );
}
