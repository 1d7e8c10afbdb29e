import { Link } from "wouter";
import { Notice } from "../ui/Notice";
import { useDesk } from "./desk";

/** Why something was refused, with the way back to the call that stands in its way. */
export function RefusalNotice({ onBack }: { onBack?: () => void }) {
  const { trouble, turnTo, dismiss } = useDesk();
  if (!trouble) return null;
  const { sentence, callId } = trouble;
  const back = () => {
    if (callId !== null) turnTo(callId);
    onBack?.();
  };
  return (
    <Notice tone="danger" urgent onClose={dismiss}>
      {sentence}{" "}
      {callId !== null && (
        <Link href="/dial" onClick={back}>
          Back to that call
        </Link>
      )}
    </Notice>
  );
}
