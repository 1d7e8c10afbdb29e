import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { count } from "../format";
import { meetingsOwedQuery } from "../queries";
import { Notice } from "../ui/Notice";
import classes from "./calls.module.css";

/** Meetings owe their outcomes too; they have a list of their own. */
export function OwedMeetings() {
  const owed = useQuery(meetingsOwedQuery).data?.count ?? 0;
  if (owed === 0) return null;
  return (
    <div className={classes.owedMeetings}>
      <Notice tone="owed">
        {owed === 1 ? "One meeting has" : `${count(owed)} meetings have`} no outcome yet.{" "}
        <Link href="/meetings?tab=past&missing_outcome=true">{owed === 1 ? "See it" : "See them"}</Link>
      </Notice>
    </div>
  );
}
