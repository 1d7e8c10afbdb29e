import { type RefObject, useEffect, useRef, useState } from "react";
import { useDesk } from "../call/desk";
import { LineTroubleNotice } from "../call/LineTroubleNotice";
import { RefusalNotice } from "../call/RefusalNotice";
import { CallWorkspace } from "./CallWorkspace";
import classes from "./dial.module.css";
import { Found } from "./Found";
import { ManualDial } from "./ManualDial";
import { Queue } from "./Queue";
import { Search } from "./Search";

/** Whom to call next; and during a call, everything the call needs. Searching works in both. */
export function DialPage() {
  const { call } = useDesk();
  const [words, setWords] = useState("");
  const callId = call?.id;
  useEffect(() => {
    if (callId !== undefined) setWords("");
  }, [callId]);
  const searching = words.trim();
  const body = useRef<HTMLDivElement>(null);
  useFocusKept(body, callId);

  return (
    <div className={classes.page}>
      <header className={classes.top} data-in-call={call ? true : undefined}>
        <h1>Dial</h1>
        <Search
          words={words}
          setWords={setWords}
          onEnter={() => body.current?.querySelector("button")?.focus()}
        />
        <ManualDial />
      </header>
      {(searching || !call) && <Troubles onBack={() => setWords("")} />}
      <div ref={body} className={classes.body} tabIndex={-1}>
        {searching && <Found words={searching} />}
        {!searching && (call ? <CallWorkspace call={call} key={call.id} /> : <Queue />)}
      </div>
    </div>
  );
}

/** A call that begins or ends takes the button away that had the focus; Tab goes on from what came instead. */
function useFocusKept(body: RefObject<HTMLElement | null>, callId: number | undefined) {
  const last = useRef(callId);
  useEffect(() => {
    if (last.current === callId) return;
    last.current = callId;
    if (document.activeElement === document.body) body.current?.focus({ preventScroll: true });
  }, [body, callId]);
}

/** During a call the picker shows these itself. */
function Troubles({ onBack }: { onBack: () => void }) {
  const { lineTrouble, justEnded, dismiss } = useDesk();
  return (
    <>
      {lineTrouble && <LineTroubleNotice trouble={lineTrouble} onClose={dismiss} />}
      {!justEnded && <RefusalNotice onBack={onBack} />}
    </>
  );
}
