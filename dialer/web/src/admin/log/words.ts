/** "caller_id.added" reads "Caller ID added". Works for changes that this page has never heard of. */
export function actionInWords(action: string): string {
  return capital(action.replaceAll(/[._]/g, " "));
}

/** "outcome_required" reads "Outcome required", "user:7" reads "user 7". */
export function nameInWords(name: string): string {
  return capital(name.replaceAll("_", " "));
}

export interface Change {
  name: string;
  before: string | null;
  after: string | null;
}

/** What an entry's two states differ in, field by field; a state that is one value has one nameless field. What was and is nothing says nothing. */
export function changesOf(before: unknown, after: unknown): Change[] {
  if (before === null && after === null) return [];
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names
    .filter((name) => says(name, was, after === null) || says(name, is, before === null))
    .map((name) => ({
      name: nameInWords(name),
      before: name in was ? fieldInWords(name, was[name]) : null,
      after: name in is ? fieldInWords(name, is[name]) : null,
    }));
}

/** A state that is one value is a switch; in a named field true means yes. */
function fieldInWords(name: string, value: unknown): string {
  if (name !== "" && typeof value === "boolean") return value ? "yes" : "no";
  return valueInWords(value);
}

export function valueInWords(value: unknown): string {
  if (isNothing(value)) return "nothing";
  if (value === true) return "on";
  if (value === false) return "off";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(valueInWords).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Of a thing that was just made, or is gone, what is off, none or empty is only how it begins. */
function says(name: string, state: Record<string, unknown>, alone: boolean): boolean {
  const value = state[name];
  const isDefault = value === false || value === 0 || (Array.isArray(value) && value.length === 0);
  return !isNothing(value) && !(name !== "" && alone && isDefault);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

function fieldsOf(state: unknown): Record<string, unknown> {
  if (state === null || state === undefined) return {};
  if (typeof state === "object" && !Array.isArray(state)) return state as Record<string, unknown>;
  return { "": state };
}

function capital(words: string): string {
  const plain = words.replace(/\b(id|crm|csv|api)\b/g, (short) => short.toUpperCase());
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
