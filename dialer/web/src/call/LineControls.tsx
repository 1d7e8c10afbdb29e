import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useShortcuts } from "../keys";
import { lineHeldByAnotherTab } from "../lineLock";
import { type Line, voice } from "../voice";
import classes from "./bar.module.css";
import { useDesk } from "./desk";
import { isLineUp } from "./guards";
import { Keypad } from "./Keypad";

const SETTLE_MS = 1500;

/** Mute and keypad, for the tab that has the sound. Another tab says where the sound is. */
export function LineControls() {
  const { call, line, lineHere } = useDesk();
  if (!call || !isLineUp(call.state)) return null;
  if (line.kind === "over" && line.callId === call.id) return null;
  if (!lineHere) return <LineElsewhere />;
  const muted = (line.kind === "open" || line.kind === "reconnecting") && line.muted;
  const open = line.kind === "open";
  return (
    <>
      {open && <LineFault line={line} />}
      <MuteButton muted={muted} disabled={!open} />
      <Keypad disabled={!open} />
    </>
  );
}

function LineFault({ line }: { line: Extract<Line, { kind: "open" }> }) {
  if (line.microphone && !line.poor) return null;
  return (
    <span className={classes.poor} role="alert" data-testid="line-fault">
      {line.microphone ? "Poor connection" : "Microphone lost"}
    </span>
  );
}

function MuteButton({ muted, disabled }: { muted: boolean; disabled: boolean }) {
  const toggle = () => voice.mute(!muted);
  useShortcuts([{ keys: "m", label: muted ? "Unmute" : "Mute", run: toggle }], { enabled: !disabled });
  return (
    <Tooltip label={disabled ? "Mute works once they answer" : muted ? "Unmute (M)" : "Mute (M)"}>
      <ActionIcon
        variant={muted ? "filled" : "default"}
        color={muted ? "yellow" : undefined}
        size={40}
        radius="md"
        aria-label={muted ? "Unmute" : "Mute"}
        aria-pressed={muted}
        disabled={disabled}
        onClick={toggle}
      >
        {muted ? <IconMicrophoneOff size={19} stroke={1.8} /> : <IconMicrophone size={19} stroke={1.8} />}
      </ActionIcon>
    </Tooltip>
  );
}

/** Said only after a moment: at the end of a call this window knows of it before the server does. */
function LineElsewhere() {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  const { data } = useQuery({
    queryKey: ["line-lock"],
    queryFn: lineHeldByAnotherTab,
    refetchInterval: 2000,
  });
  if (!isSettled) return null;
  return (
    <span className={classes.elsewhere} data-testid="line-elsewhere">
      {data ? "The sound is in another tab" : "The sound is in another browser, if anywhere"}
    </span>
  );
}
