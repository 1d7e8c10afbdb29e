/**
 * Held while the line is up, so that other tabs of this browser know where the sound is. Browsers without
 * locks let every tab try; the server still allows one call.
 */
const LINE_LOCK = "dialer-line";
const SECOND_TRY_MS = 400;
let letGo: (() => void) | null = null;

/** False when another tab has it. The tab that had it just now may need a moment to let go. */
export async function takeLine(): Promise<boolean> {
  if (!navigator.locks) return true;
  return (
    (await tryLine()) || (await new Promise((resume) => setTimeout(resume, SECOND_TRY_MS)).then(tryLine))
  );
}

export function releaseLine() {
  letGo?.();
  letGo = null;
}

export async function lineHeldByAnotherTab(): Promise<boolean> {
  if (!navigator.locks || letGo) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === LINE_LOCK);
}

function tryLine(): Promise<boolean> {
  return new Promise((answer) => {
    void navigator.locks.request(LINE_LOCK, { ifAvailable: true }, (lock) => {
      answer(lock !== null);
      if (lock === null) return undefined;
      return new Promise<void>((release) => {
        letGo = release;
      });
    });
  });
}
