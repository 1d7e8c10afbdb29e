import { beforeEach, expect, test } from "vitest";
import { Problem } from "../api";
import type { Call } from "../words";
import { draftOf, notesDraft, settleNotes, typeNotes, withNotes } from "./notesDraft";

const call = (notes: string) => ({ id: 7, notes }) as Call;
const saved = async () => call("");

beforeEach(() => notesDraft.set(null));

test("what is typed goes along with what the notes said before", async () => {
  typeNotes(call("old"), "old and");
  typeNotes(call("old"), "old and new");
  let sent = {};
  await withNotes(7, (written) => {
    sent = written;
    return saved();
  });
  expect(sent).toEqual({ notes: "old and new", notes_before: "old" });
  expect(draftOf(7)).toBeNull();
});

test("without a draft no notes are sent, nor those of another call", async () => {
  typeNotes(call(""), "mine");
  let sent: object = { untouched: true };
  await withNotes(8, (written) => {
    sent = written;
    return saved();
  });
  expect(sent).toEqual({});
  expect(draftOf(7)?.text).toBe("mine");
});

test("more typed while saving stays a draft on top of what was saved", async () => {
  typeNotes(call(""), "one");
  await withNotes(7, () => {
    typeNotes(call(""), "one two");
    return saved();
  });
  expect(draftOf(7)).toEqual({ callId: 7, text: "one two", before: "one" });
});

test("notes written by another meanwhile are shown beside ours, and neither text is lost", async () => {
  typeNotes(call(""), "mine");
  const refused = new Problem(409, "stale_notes", "Look at both.", { call: call("theirs") });
  await expect(withNotes(7, () => Promise.reject(refused))).rejects.toBe(refused);
  expect(draftOf(7)).toEqual({ callId: 7, text: "mine", before: "", theirs: "theirs" });
  settleNotes("theirs\n\nmine");
  expect(draftOf(7)).toEqual({ callId: 7, text: "theirs\n\nmine", before: "theirs" });
});
