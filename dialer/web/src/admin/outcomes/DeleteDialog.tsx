import { Button, Modal, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../../api";
import { Notice } from "../../ui/Notice";
import type { Outcome } from "../../words";
import classes from "./catalogue.module.css";
import { Impact } from "./Impact";
import { deleteOutcome, useLookAgain } from "./requests";

interface Props {
  outcome: Outcome;
  outcomes: Outcome[];
  onClose: () => void;
}

/** Deleting, or merging into another: the numbers of either are seen first. */
export function DeleteDialog({ outcome, outcomes, onClose }: Props) {
  const lookAgain = useLookAgain();
  const [heir, setHeir] = useState<string | null>(null);
  const remove = useMutation({
    mutationFn: () => deleteOutcome(outcome.key, heir),
    onSuccess: () => {
      notifications.show({ message: `“${outcome.label}” was deleted. It can be restored below the table.` });
      onClose();
    },
    onSettled: lookAgain,
  });
  const others = outcomes.filter((one) => !one.deleted && one.key !== outcome.key);
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        <strong>
          Delete <bdi>{outcome.label}</bdi>?
        </strong>
      }
      size={520}
    >
      <div className={classes.form}>
        <p className={classes.plain}>
          Reps can no longer pick it. Its calls stay in every list, in gray, and it can be restored.
        </p>
        <Select
          label="Count its calls as"
          description="Merge it into another outcome, which also takes over what it is filled in for."
          placeholder="Nothing: not connected, in no sentiment"
          searchable
          clearable
          value={heir}
          onChange={setHeir}
          data={others.map((one) => ({ value: one.key, label: one.label }))}
        />
        <Impact
          outcome={outcome}
          outcomes={outcomes}
          change={{ delete: true, ...(heir && { merge_into: heir }) }}
        />
        {remove.error && (
          <Notice tone="danger" urgent title="Not deleted">
            {sentenceOf(remove.error)}
          </Notice>
        )}
        <div className={classes.saving}>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {heir ? "Merge and delete" : "Delete"}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </Modal>
  );
}
