/** The first and the last initial; null for what is no name but a number. */
export function initialsOf(name: string): string | null {
  if (/^\+?[\d\s().-]+$/.test(name)) return null;
  const letters = name
    .split(/\s+/)
    .map((word) => word[0])
    .filter(Boolean);
  const shown = letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? "?");
  return shown.toUpperCase();
}
