import type { Outcome, Shades } from "../../words";
import type { Fields } from "./requests";

export const NEW = "new";

const BLANK: Fields = {
  label: "",
  description: "",
  group: "answered",
  connect_status: "connected",
  sentiment: "neutral",
  prefills: [],
  effects: { marks_do_not_call: false, follow_up_days: null, opens_booking: false },
  shade: null,
  shortcut: null,
};

/** What the form begins with. */
export function draftOf(edited: Outcome | typeof NEW): Fields {
  if (edited === NEW) return BLANK;
  const names = Object.keys(BLANK) as (keyof Fields)[];
  return Object.fromEntries(names.map((name) => [name, edited[name]])) as unknown as Fields;
}

/** Only what differs is sent, so that two admins who change different things do not undo one another. */
export function changesOf(edited: Outcome, draft: Fields): Partial<Fields> {
  const before = draftOf(edited);
  const names = (Object.keys(draft) as (keyof Fields)[]).filter(
    (name) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(names.map((name) => [name, draft[name]]));
}

/** The catalogue as it would be with the draft in it, for the preview. */
export function withDraft(
  outcomes: Outcome[],
  edited: Outcome | typeof NEW,
  draft: Fields,
  shades?: Shades,
): Outcome[] {
  const taken = new Set(draft.prefills);
  const others = outcomes.map((one) => ({
    ...one,
    prefills: one.prefills.filter((trigger) => !taken.has(trigger)),
  }));
  if (edited === NEW)
    return [...others, { ...sample(outcomes), ...draft, ...drawn(draft, shades), key: NEW }];
  return others.map((one) =>
    one.key === edited.key ? { ...one, ...draft, ...drawn(draft, shades, one) } : one,
  );
}

/** The colours of the chosen shade; of an automatic one those it has, else the base colour. */
function drawn(draft: Fields, shades?: Shades, before?: Outcome): Partial<Outcome> {
  if (before && before.sentiment === draft.sentiment && before.shade === draft.shade) return {};
  const found = shades?.[draft.sentiment].find(({ shade }) => shade === (draft.shade ?? 0));
  return found ? { colours: found.colours } : {};
}

function sample(outcomes: Outcome[]): Outcome {
  return { ...(outcomes[0] as Outcome), deleted: false, deleted_at: null, merged_into: null };
}
