import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { CallMeeting } from "../booking/CallMeeting";
import { useShortcuts } from "../keys";
import { useOutcomes } from "../queries";
import { Key } from "../ui/Key";
import { Notice } from "../ui/Notice";
import type { Call } from "../words";
import { ConflictNotice } from "./ConflictNotice";
import { useDesk } from "./desk";
import { isLineUp, neverHeardOf } from "./guards";
import { hintFor } from "./hints";
import { LineResult } from "./LineResult";
import { LineTroubleNotice } from "./LineTroubleNotice";
import { OutcomePicker } from "./OutcomePicker";
import classes from "./picker.module.css";
import { RefusalNotice } from "./RefusalNotice";
import { UndoRecorded } from "./UndoRecorded";
import { UnheardNotice } from "./UnheardNotice";

/** The picker of the open call, and above it whatever stands in the way of ending. */
export function CallOutcome() {
  const desk = useDesk();
  const outcomes = useOutcomes();
  const top = useRef<HTMLDivElement>(null);
  const waits = desk.asked || desk.call?.needs_outcome === true;
  useEffect(() => {
    if (desk.asked) top.current?.scrollIntoView({ block: "nearest" });
  }, [desk.asked]);
  if (!desk.call) return null;

  return (
    <div ref={top} style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 14 }}>
      {desk.lineTrouble && <LineTroubleNotice trouble={desk.lineTrouble} onClose={desk.dismiss} />}
      {neverHeardOf(desk.call, desk.line) && <UnheardNotice />}
      {desk.lineHere && desk.line.kind === "open" && !desk.line.microphone && <MicrophoneLost />}
      <RefusalNotice />
      {desk.conflict && (
        <ConflictNotice conflict={desk.conflict} outcomes={outcomes} onSettle={desk.settle} />
      )}
      {waits && (
        <Notice tone="owed" urgent title={titleFor(desk.call)}>
          {whyFor(desk.call)}
          {isLineUp(desk.call.state) && <GoOn />}
        </Notice>
      )}
      <JustRecorded call={desk.call} />
      <CallMeeting call={desk.call} withKey />
      <LineResult call={desk.call} />
      <OutcomePicker
        key={desk.call.id}
        outcomes={outcomes}
        call={desk.call}
        saving={desk.saving}
        onPick={desk.pick}
        onUnfold={desk.setUnfolded}
        listening
        hint={hintFor(desk.call, desk.asked, outcomes, desk.unfolded)}
        urgent={waits}
      />
    </div>
  );
}

/** While the line is up, or after a first thought: what was recorded can be taken back. */
function JustRecorded({ call }: { call: Call }) {
  return (
    <div className={classes.recorded}>
      <UndoRecorded call={call} onMustChoose={() => {}} />
    </div>
  );
}

function MicrophoneLost() {
  return (
    <Notice tone="danger" title="They cannot hear you">
      The microphone is gone, but the call goes on. Plug it in again, or another one: it is used at once.
    </Notice>
  );
}

/** Ending was a slip: from here on picking only records again. */
function GoOn() {
  const { goOn } = useDesk();
  useShortcuts([{ keys: "escape", label: "Go on talking", run: goOn }]);
  return (
    <div>
      <Button variant="default" size="compact-sm" mt={8} onClick={goOn} rightSection={<Key>Esc</Key>}>
        Go on talking
      </Button>
    </div>
  );
}

function titleFor(call: Call): string {
  return isLineUp(call.state) ? "Pick the outcome to end the call" : "The call is over. Pick its outcome";
}

function whyFor(call: Call): string {
  return isLineUp(call.state)
    ? "Your company asks for one on every call. Picking it hangs up and ends the call."
    : "Your company asks for one on every call. Until then no other call can be started.";
}
