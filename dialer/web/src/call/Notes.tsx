import { Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Problem, sentenceOf } from "../api";
import { useShortcuts } from "../keys";
import { keys } from "../topics";
import { Key } from "../ui/Key";
import type { Call } from "../words";
import { NotesConflict } from "./NotesConflict";
import classes from "./notes.module.css";
import { notesDraft, settleNotes, typeNotes } from "./notesDraft";
import { saveNotes } from "./requests";

const PAUSE_MS = 700;

/** Saves itself when the typing rests, and when the field is left. */
export function Notes({ call, withKey = true }: { call: Call; withKey?: boolean }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, theirs, type, save, trouble, saved } = useNotes(call);
  useShortcuts([{ keys: "n", label: "Write notes", run: () => field.current?.focus() }], {
    enabled: withKey,
  });

  return (
    <div className={classes.notes}>
      <label htmlFor={`notes-${call.id}`}>Notes {withKey && <Key>N</Key>}</label>
      <Textarea
        id={`notes-${call.id}`}
        ref={field}
        autosize
        minRows={3}
        maxRows={10}
        placeholder="What was said, what to do next"
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Escape" && field.current?.blur()}
      />
      {theirs !== undefined && <NotesConflict theirs={theirs} mine={text} onSettle={settleNotes} />}
      <span className={classes.state} data-trouble={trouble !== null || undefined} aria-live="polite">
        {trouble ?? (saved ? (text ? "Saved" : "") : "Saving…")}
      </span>
    </div>
  );
}

function useNotes(call: Call) {
  const client = useQueryClient();
  const draft = useSyncExternalStore(notesDraft.subscribe, notesDraft.get);
  const [trouble, setTrouble] = useState<string | null>(null);
  const own = draft?.callId === call.id ? draft : null;
  const mine = own?.text ?? null;
  const theirs = own?.theirs;

  const save = useRef(async () => {});
  save.current = async () => {
    if (mine === null || mine === call.notes || theirs !== undefined) return;
    try {
      const answer = await saveNotes(call.id);
      setTrouble(null);
      client.setQueryData(keys.call(call.id), answer);
      client.setQueryData<Call[]>(keys.openCalls, (open) =>
        open?.map((one) => (one.id === answer.id ? { ...one, notes: answer.notes } : one)),
      );
    } catch (error) {
      setTrouble(`Not saved. ${sentenceOf(error)}`);
      if (error instanceof Problem && error.code === "stale_notes")
        void client.invalidateQueries({ queryKey: keys.call(call.id) });
    }
  };

  useEffect(() => {
    if (mine === null || theirs !== undefined) return;
    const timer = setTimeout(() => void save.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [mine, theirs]);
  useEffect(() => () => void save.current(), []);

  return {
    text: mine ?? call.notes,
    theirs,
    type: (text: string) => typeNotes(call, text),
    save: () => void save.current(),
    trouble,
    saved: mine === null || mine === call.notes,
  };
}
