import type { EventType } from "../words";

type Type = Pick<EventType, "kind" | "needs_discovery" | "refused">;

/** What a lead comes to next: a strategy call once approved for it, else a discovery call. Refused ones are last. */
export function likelyFirst<One extends Type>(types: One[]): One[] {
  return [...types].sort((one, other) => rank(one) - rank(other));
}

function rank({ kind, needs_discovery, refused }: Type): number {
  if (refused) return 3;
  if (needs_discovery) return 0;
  return kind === "discovery" ? 1 : 2;
}
