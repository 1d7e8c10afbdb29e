/**
 * Timers count from the server's times, so a computer whose clock is off still shows the right seconds.
 * The Date header has whole seconds; below two seconds of difference the local clock is the better one.
 */
const WORTH_CORRECTING = 2000;
let ahead = 0;

export function noteServerTime(header: string | null) {
  const server = header ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  ahead = Math.abs(difference) > WORTH_CORRECTING ? difference : 0;
}

export function now(): number {
  return Date.now() + ahead;
}
