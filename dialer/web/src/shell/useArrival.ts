import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { whoOf, wordsFor } from "../call/callWords";
import { useDesk } from "../call/desk";
import { callerOf, useIncoming } from "../call/useIncoming";
import { placeOf } from "./places";

/** What a page load does by itself: the window's title, the focus and the top of the new page. */
export function useArrival() {
  const [path] = useLocation();
  const { call, line } = useDesk();
  const ringing = useIncoming()[0];
  const working = call && `${wordsFor(call, line).words}: ${whoOf(call)}`;
  const state = ringing ? `Incoming: ${callerOf(ringing.known)}` : working;
  const place = placeOf(path)?.label;
  useEffect(() => {
    document.title = [state, place, "Dialer"].filter(Boolean).join(" · ");
  }, [state, place]);

  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    window.scrollTo(0, 0);
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [path]);
}
