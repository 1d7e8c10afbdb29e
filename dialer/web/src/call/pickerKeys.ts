/**
 * Digits first, then letters in the order of the keyboard. The letters left out work elsewhere during a
 * call (mute, keypad, end, notes, confirm, list, go to, help).
 */
const POOL = "1234567890qwrtyiopasfhlzxvb";

/** Each outcome keeps the key of its place in the catalogue, wherever the picker draws it. */
export function assignKeys(outcomes: { key: string }[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [index, outcome] of outcomes.entries()) {
    const letter = POOL[index];
    if (letter) keys.set(outcome.key, letter);
  }
  return keys;
}
