import { useEffect, useState } from "react";
import { now } from "../clock";

/** The time, again and again. */
export function useNow(everyMs = 1000): number {
  const [time, setTime] = useState(now);
  useEffect(() => {
    setTime(now());
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return time;
}
