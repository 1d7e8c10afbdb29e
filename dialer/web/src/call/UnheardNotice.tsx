import { useEffect, useState } from "react";
import { Notice } from "../ui/Notice";

/** Callbacks that are merely on their way need no words. */
const ON_THEIR_WAY_MS = 4000;

/** The line is over here, and the server never heard of it: what that means, and for whom. */
export function UnheardNotice() {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), ON_THEIR_WAY_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isSettled) return null;
  return (
    <Notice tone="danger" urgent title="The phone service's call did not reach us">
      Its request never came or was refused, so nobody was called. This is nothing you did. Tell an admin:
      what was refused is listed under deliveries (<code>/api/deliveries</code>), with why. “End call” frees
      you for the next one.
    </Notice>
  );
}
