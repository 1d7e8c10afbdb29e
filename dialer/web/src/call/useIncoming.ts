import { notifications } from "@mantine/notifications";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { phone } from "../format";
import { incomingQuery, useSession } from "../queries";
import { incoming, withdrawn } from "../reach";
import { keys } from "../topics";
import type { Incoming } from "../words";

/** The server may hear a moment later than this page that a call is not ringing any more. */
const LOOKS = 6;
const PAUSE_MS = 500;

/** What rings here, with what the server knows of each call. */
export function useIncoming(): { callId: number; known: Incoming | undefined }[] {
  const ids = useSyncExternalStore(incoming.subscribe, incoming.get);
  const client = useQueryClient();
  const { data } = useQuery({ ...incomingQuery, enabled: ids.length > 0 });
  useEffect(() => {
    if (ids.length > 0) void client.invalidateQueries({ queryKey: keys.incoming });
  }, [ids, client]);
  return ids.map((callId) => ({ callId, known: data?.find((one) => one.call_id === callId) }));
}

export function callerOf(call: Incoming | undefined): string {
  if (!call) return "Somebody";
  return call.lead?.name ?? phone(call.from);
}

/** Says what became of a call that stopped ringing here without our doing. */
export function useWithdrawn() {
  const client = useQueryClient();
  const { user } = useSession();
  useEffect(
    () =>
      withdrawn.subscribe(() => {
        const gone = withdrawn.get();
        if (gone) void whatBecameOf(client, gone.callId).then((call) => call && say(call, user.id));
      }),
    [client, user.id],
  );
}

async function whatBecameOf(client: QueryClient, callId: number): Promise<Incoming | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const items = await client.fetchQuery(incomingQuery).catch(() => []);
    const call = items.find((one) => one.call_id === callId);
    if (call && call.state !== "ringing") return call;
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
  return undefined;
}

function say(call: Incoming, me: number) {
  const who = callerOf(call);
  const taker = call.taken_by?.id === me ? "You took it in another window" : `${call.taken_by?.name} took it`;
  const message = call.taken_by
    ? `${taker}: the call from ${who}.`
    : `The call from ${who} is over. Nobody took it.`;
  notifications.show({ message, autoClose: 8000 });
}
