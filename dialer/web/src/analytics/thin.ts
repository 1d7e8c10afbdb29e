/** Below it a rate says more about chance than about anybody's calls. */
export const FEWEST = 10;

export const TOO_FEW = "Too few calls to say";

export function isThin(calls: number): boolean {
  return calls < FEWEST;
}
