import { Button, Group, Modal, Radio, Skeleton, Stack, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Problem, sentenceOf } from "../api";
import { BookingDialog } from "../booking/BookingDialog";
import { choicesQuery } from "../meetings/requests";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import type { Lead, MeetingReason, MeetingResult } from "../words";
import { type Decided, qualifyLead } from "./requests";
import classes from "./setting.module.css";
import { STANDINGS } from "./words";

interface Props {
  lead: Pick<Lead, "id" | "name">;
  onClose: () => void;
}

/** Approve or reject a lead without a discovery call. What is offered, and what it needs, comes from the server. */
export function QualifyDialog({ lead, onClose }: Props) {
  const { data: kinds, error, refetch } = useQuery(choicesQuery);
  const outcomes = kinds?.find(({ kind }) => kind === "discovery")?.outcomes;
  const [outcome, setOutcome] = useState<MeetingResult | null>(null);
  const [books, setBooks] = useState(false);
  const [reason, setReason] = useState<MeetingReason | null>(null);
  const [notes, setNotes] = useState("");
  const save = useQualify(lead, (isApproved) => (isApproved ? setBooks(true) : onClose()));
  const chosen = outcomes?.find((one) => one.outcome === outcome);
  const rule = chosen?.reasons.find((one) => one.reason === reason);
  const send = (strategy?: Decided["strategy"]) =>
    outcome && save.mutate({ outcome, reason, notes, strategy });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const asks = save.error instanceof Problem && save.error.code === "strategy_booked";
  if (books) return <BookingDialog leadId={lead.id} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={<strong>Decide about {lead.name}</strong>} centered size={520}>
      {error && <LoadTrouble what="What there is to choose" error={error} retry={() => void refetch()} />}
      {!outcomes && !error && <Skeleton h={200} radius="lg" />}
      {outcomes && (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Radio.Group
              label="Outcome"
              value={outcome ?? ""}
              onChange={(next) => {
                setOutcome(next as MeetingResult);
                setReason(null);
              }}
            >
              {outcomes.map(({ outcome: value, label, meaning }) => (
                <Radio key={value} value={value} label={label} description={meaning} mt="xs" />
              ))}
            </Radio.Group>
            {chosen?.reasons.some((one) => one.reason !== null) && (
              <Radio.Group
                label="Reason"
                required
                value={reason ?? ""}
                onChange={(next) => setReason(next as MeetingReason)}
              >
                {chosen.reasons.map(
                  ({ reason: value, label, meaning }) =>
                    value && <Radio key={value} value={value} label={label} description={meaning} mt="xs" />,
                )}
              </Radio.Group>
            )}
            <Textarea
              label="Notes"
              required={rule?.notes === "required"}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={10_000}
              value={notes}
              onChange={(event) => setNotes(event.currentTarget.value)}
            />
            {asks ? (
              <AboutStrategy busy={save.isPending} onAnswer={send} />
            ) : (
              <>
                {save.error && (
                  <Notice tone="danger" urgent title="Not saved">
                    {sentenceOf(save.error)}
                  </Notice>
                )}
                <Group justify="flex-end">
                  <Button variant="default" onClick={onClose}>
                    Cancel
                  </Button>
                  <Button
                    type="submit"
                    loading={save.isPending}
                    disabled={!rule || (rule.notes === "required" && notes.trim() === "")}
                  >
                    Save
                  </Button>
                </Group>
              </>
            )}
          </Stack>
        </form>
      )}
    </Modal>
  );
}

interface Asked {
  busy: boolean;
  onAnswer: (strategy: "keep" | "cancel") => void;
}

function AboutStrategy({ busy, onAnswer }: Asked) {
  return (
    <Notice tone="owed" urgent title="A strategy call with this lead is still to come">
      Rejected leads take no strategy calls. What becomes of this one?
      <div className={classes.answers}>
        <Button color="red" loading={busy} onClick={() => onAnswer("cancel")}>
          Cancel the call
        </Button>
        <Button variant="default" loading={busy} onClick={() => onAnswer("keep")}>
          Keep it
        </Button>
      </div>
    </Notice>
  );
}

/** An approval leads on to the strategy call. */
function useQualify(lead: Props["lead"], onSaved: (isApproved: boolean) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Decided) => qualifyLead(lead.id, body),
    onSuccess: (made) => {
      notifications.show({ message: `${lead.name}: ${STANDINGS[made.standing]}.` });
      onSaved(made.standing === "qualified");
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["leads"] }),
  });
}
