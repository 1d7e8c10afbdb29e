/**
 * Digits first, then letters in the order of the keyboard. The letters left out work elsewhere during a
 * call (mute, keypad, end, notes, confirm, list, go to, help, book).
 */
const POOL = "1234567890qwrtyiopasfhlzxv";

/**
 * An outcome has the key that an admin chose for it, else the one of its place in the catalogue among those
 * that are free, wherever the picker draws it.
 */
export function assignKeys(outcomes: { key: string; shortcut: string | null }[]): Map<string, string> {
  const chosen = new Set(outcomes.map(({ shortcut }) => shortcut));
  const free = [...POOL].filter((letter) => !chosen.has(letter)).values();
  const keys = new Map<string, string>();
  for (const { key, shortcut } of outcomes) {
    const letter = shortcut ?? free.next().value;
    if (letter) keys.set(key, letter);
  }
  return keys;
}
