import { VisuallyHidden } from "@mantine/core";
import type { Line } from "../voice";
import type { Call } from "../words";
import { whoOf, wordsFor } from "./callWords";

/** Tells screen readers when the call changes, and never the seconds. */
export function Announcer({ call, line }: { call: Call | null; line: Line }) {
  const words = call ? `${whoOf(call)}: ${wordsFor(call, line).words}` : "";
  return (
    <VisuallyHidden>
      <div aria-live="polite" role="status" data-testid="call-announcer">
        {words}
      </div>
    </VisuallyHidden>
  );
}
