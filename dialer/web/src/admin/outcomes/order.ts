import type { Outcome } from "../../words";

/** The keys in use with one of them moved before or after another of its group; the same order if it cannot move. */
export function moved(outcomes: Outcome[], key: string, to: string): string[] {
  const open = outcomes.filter((one) => !one.deleted);
  const from = open.find((one) => one.key === key);
  const target = open.find((one) => one.key === to);
  const keys = open.map((one) => one.key);
  if (!from || !target || from.group !== target.group || key === to) return keys;
  const goesDown = keys.indexOf(key) < keys.indexOf(to);
  const rest = keys.filter((one) => one !== key);
  rest.splice(rest.indexOf(to) + (goesDown ? 1 : 0), 0, key);
  return rest;
}

/** The neighbour that an outcome would change places with. */
export function neighbour(outcomes: Outcome[], key: string, step: -1 | 1): string | undefined {
  const group = outcomes.find((one) => one.key === key)?.group;
  const kin = outcomes.filter((one) => !one.deleted && one.group === group);
  return kin[kin.findIndex((one) => one.key === key) + step]?.key;
}

/** The catalogue in the order of these keys, the others behind. */
export function ordered(outcomes: Outcome[], keys: string[]): Outcome[] {
  const place = (one: Outcome) => (keys.includes(one.key) ? keys.indexOf(one.key) : keys.length);
  return [...outcomes].sort((one, other) => place(one) - place(other));
}
