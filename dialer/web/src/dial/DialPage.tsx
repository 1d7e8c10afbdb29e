import { useDesk } from "../call/desk";
import { CallWorkspace } from "./CallWorkspace";
import { QueuePage } from "./QueuePage";

/** Whom to call next; and during a call, everything the call needs. */
export function DialPage() {
  const { call } = useDesk();
  return call ? <CallWorkspace call={call} key={call.id} /> : <QueuePage />;
}
