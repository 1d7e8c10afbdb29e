import { useLocation } from "wouter";
import classes from "./bar.module.css";
import { CallPanel } from "./CallPanel";
import { CallPill } from "./CallPill";
import { CallStrip } from "./CallStrip";
import { useDesk } from "./desk";
import { EndedStrip } from "./EndedStrip";
import { OtherCalls } from "./OtherCalls";
import { type BarSize, useBarSize } from "./useBarSize";

/** The call, wherever one is in the app. On the Dial page the page itself is the panel. */
export function CallBar() {
  const desk = useDesk();
  const [path] = useLocation();
  const [chosen, setSize] = useBarSize();
  const onDialPage = path.startsWith("/dial");
  if (!desk.call) return desk.justEnded ? <EndedStrip ended={desk.justEnded} /> : null;

  const waits = desk.asked || desk.call.needs_outcome || desk.conflict !== null;
  const size = sizeFor(chosen, onDialPage, waits);
  return (
    <section
      className={classes.dock}
      aria-label="Current call"
      data-testid="call-bar"
      data-size={size}
      data-state={desk.call.state}
    >
      <OtherCalls />
      {size === "panel" && <CallPanel waits={waits} onClose={() => setSize("bar")} />}
      {size === "pill" ? (
        <CallPill call={desk.call} line={desk.line} onOpen={() => setSize("bar")} />
      ) : (
        <CallStrip size={size} onDialPage={onDialPage} setSize={setSize} />
      )}
    </section>
  );
}

function sizeFor(chosen: BarSize, onDialPage: boolean, waits: boolean): BarSize {
  if (onDialPage) return "bar";
  return waits ? "panel" : chosen;
}
