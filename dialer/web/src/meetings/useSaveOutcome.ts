import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "../api";
import { keys } from "../topics";
import type { Meeting, MeetingDetail } from "../words";
import type { Draft } from "./draft";
import { resultWords } from "./meetingWords";
import { type Fate, type OutcomeChoice, recordOutcome, useMeetingChoices } from "./requests";

/** A strategy call that rests on the approval which is to go. */
export interface BookedCall {
  id: number;
  starts_at: string;
  host: { id: number; name: string };
}

interface Saving {
  draft: Draft;
  fate?: Fate;
}

/** Saves, and turns what stands in the way into what the dialog asks. */
export function useSaveOutcome(meeting: Meeting, onSaved: (fresh: MeetingDetail) => void) {
  const client = useQueryClient();
  const choices = useMeetingChoices();
  const [version, setVersion] = useState(meeting.version);
  const saving = useMutation({
    mutationFn: ({ draft, fate }: Saving) => recordOutcome(meeting.id, choiceOf(draft, version, fate)),
    onSuccess: (fresh) => {
      client.setQueryData(keys.meeting(fresh.id), fresh);
      onSaved(fresh);
    },
    onError: (error) => {
      const theirs = theirsIn(error);
      if (theirs) setVersion(theirs.version);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["meetings"] }),
  });
  const theirs = theirsIn(saving.error);
  const booked = bookedIn(saving.error);
  return {
    save: (draft: Draft, fate?: Fate) => saving.mutate({ draft, fate }),
    saving: saving.isPending,
    stale: theirs && resultWords(choices, theirs.kind, theirs),
    booked,
    error: theirs || booked ? null : saving.error,
  };
}

function choiceOf(draft: Draft, version: number, fate: Fate | undefined): OutcomeChoice {
  const { outcome, reason, objection, notes, why } = draft;
  if (!outcome) throw new Error("Nothing has been picked.");
  return {
    outcome: outcome.outcome,
    notes,
    version,
    ...(reason?.reason ? { reason: reason.reason } : {}),
    ...(objection ? { objection } : {}),
    ...(why.trim() ? { change_reason: why.trim() } : {}),
    ...(fate ? { strategy: fate } : {}),
  };
}

function theirsIn(error: unknown): MeetingDetail | null {
  const isStale = error instanceof Problem && error.code === "stale_version";
  return isStale ? (error.body.meeting as MeetingDetail) : null;
}

function bookedIn(error: unknown): BookedCall[] | null {
  const isBooked = error instanceof Problem && error.code === "strategy_booked";
  return isBooked ? (error.body.strategies as BookedCall[]) : null;
}
