import { useEffect, useState } from "react";
import { useDesk } from "../call/desk";
import { LineTroubleNotice } from "../call/LineTroubleNotice";
import { Notice } from "../ui/Notice";
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

  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1>Dial</h1>
        <Search words={words} setWords={setWords} />
        <ManualDial />
      </header>
      {(searching || !call) && <Troubles />}
      {searching && <Found words={searching} />}
      {!searching && (call ? <CallWorkspace call={call} key={call.id} /> : <Queue />)}
    </div>
  );
}

/** During a call the picker shows these itself. */
function Troubles() {
  const { lineTrouble, trouble, justEnded, dismiss } = useDesk();
  return (
    <>
      {lineTrouble && <LineTroubleNotice trouble={lineTrouble} onClose={dismiss} />}
      {trouble && !justEnded && (
        <Notice tone="danger" urgent onClose={dismiss}>
          {trouble}
        </Notice>
      )}
    </>
  );
}
