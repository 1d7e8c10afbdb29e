import { Button, Tooltip } from "@mantine/core";
import { IconPhoneIncoming, IconPhoneOff } from "@tabler/icons-react";
import { phone } from "../format";
import { useShortcuts } from "../keys";
import { Initials } from "../ui/Initials";
import { Key } from "../ui/Key";
import { voice } from "../voice";
import type { Incoming } from "../words";
import { useDesk } from "./desk";
import { isLineUp } from "./guards";
import classes from "./incoming.module.css";
import { callerOf, useIncoming, useWithdrawn } from "./useIncoming";

const WHY: Record<Incoming["reason"], string> = {
  owner: "It rings you because this lead is yours.",
  last_caller: "It rings you because you called this number last.",
  available: "It rings everybody who is free.",
};

/** The calls that ring here, over whatever page is open. */
export function IncomingCalls() {
  const ringing = useIncoming();
  useWithdrawn();
  if (ringing.length === 0) return null;
  return (
    <section className={classes.stack} aria-label="Incoming calls">
      {ringing.map(({ callId, known }, index) => (
        <Card key={callId} callId={callId} known={known} first={index === 0} />
      ))}
    </section>
  );
}

function Card({ callId, known, first }: { callId: number; known: Incoming | undefined; first: boolean }) {
  const { calls } = useDesk();
  const waits = calls.some((call) => call.state === "wrap_up");
  const busy = calls.some((call) => isLineUp(call.state));
  const accept = () => !busy && void voice.accept(callId);
  const decline = () => voice.decline(callId);
  useShortcuts(
    [
      { keys: "u", label: "Pick up the incoming call", run: accept },
      { keys: "x", label: "Decline the incoming call", run: decline },
    ],
    { enabled: first, inDialog: true },
  );
  const name = callerOf(known);
  return (
    <article className={classes.card} role="alert" data-testid="incoming-call">
      <Initials name={name} size={44} />
      <div className={classes.words}>
        <span className={classes.kind}>Incoming call</span>
        <strong>{name}</strong>
        <span className="soft num">
          {[known?.lead?.organisation, known?.lead && phone(known.from)].filter(Boolean).join(" · ")}
        </span>
        <span className="soft">
          {known && WHY[known.reason]} {waits && "Your other call waits for you."}
        </span>
      </div>
      <div className={classes.buttons}>
        <Tooltip label="End your call first" disabled={!busy}>
          <Button
            leftSection={<IconPhoneIncoming size={18} />}
            rightSection={first ? <Key>U</Key> : undefined}
            data-disabled={busy || undefined}
            aria-disabled={busy || undefined}
            aria-keyshortcuts={first ? "u" : undefined}
            onClick={accept}
          >
            Pick up
          </Button>
        </Tooltip>
        <Button
          variant="default"
          leftSection={<IconPhoneOff size={18} />}
          rightSection={first ? <Key>X</Key> : undefined}
          aria-keyshortcuts={first ? "x" : undefined}
          onClick={decline}
        >
          Decline
        </Button>
      </div>
    </article>
  );
}
