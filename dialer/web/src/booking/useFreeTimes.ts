import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { now } from "../clock";
import { ownZone } from "../meetings/meetingWords";
import { slotsQuery } from "../meetings/requests";
import { byDay, daysOf, timesWith } from "./times";

/** The free times of a week, by the days of this browser's calendar, and the way to other weeks. */
export function useFreeTimes(eventTypeId: number, hostId: number | undefined, moving: number | undefined) {
  const [week, setWeek] = useState(0);
  const days = daysOf(week, ownZone(), now());
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const { data, error, refetch } = useQuery(slotsQuery({ eventTypeId, from, to, zone: ownZone(), moving }));
  const times = data && byDay(timesWith(data, hostId), ownZone());
  return { week, setWeek, days, times, error, again: () => void refetch() };
}

export type FreeTimes = ReturnType<typeof useFreeTimes>;
