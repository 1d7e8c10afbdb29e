import { Link } from "wouter";
import { useMay } from "../queries";
import { Notice } from "../ui/Notice";
import type { MeetingKind } from "../words";

/** The company has no event type yet. */
export function NothingToBook({ kind }: { kind: MeetingKind | undefined }) {
  const mayAdd = useMay("manage_event_types");
  return (
    <Notice tone="info" title={`There is no event type${kind ? ` for ${kind} calls` : ""} yet`}>
      {mayAdd ? (
        <Link href="/admin/settings/event-types">Add one under Settings → Event types</Link>
      ) : (
        "A manager or admin adds one under Settings → Event types; then it can be booked here."
      )}
    </Notice>
  );
}
