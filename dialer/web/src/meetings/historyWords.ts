import type { MeetingEntry, MeetingKind } from "../words";
import { resultWords, spanWords } from "./meetingWords";
import type { useMeetingChoices } from "./requests";

type Choices = ReturnType<typeof useMeetingChoices>;

interface Said {
  words: string;
  notes?: string;
}

/** An entry of a meeting's history as a person says it. */
export function entryWords(entry: MeetingEntry, kind: MeetingKind, choices: Choices): Said {
  const after = entry.after ?? {};
  const text = (name: string) => (typeof after[name] === "string" ? (after[name] as string) : undefined);
  const span = () => spanWords(text("starts_at") ?? "", text("ends_at") ?? "");
  switch (entry.act) {
    case "booked":
      return { words: text("starts_at") ? `Booked for ${span()}` : "Booked" };
    case "moved":
      return { words: text("starts_at") ? `Moved to ${span()}` : "Moved" };
    case "confirmed":
      return { words: "Confirmed" };
    case "cancelled":
      return { words: "Cancelled", notes: text("reason") };
    case "attendance":
      return { words: attendance(after.attended) };
    case "outcome": {
      const why = text("change_reason");
      const said = text("outcome") ? resultWords(choices, kind, after) : "Outcome taken away";
      return { words: why ? `${said} (“${why}”)` : said, notes: text("notes") };
    }
  }
}

function attendance(attended: unknown): string {
  if (attended === true) return "Marked: they came";
  return attended === false ? "Marked: nobody came" : "Attendance left open";
}
