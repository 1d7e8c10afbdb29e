import { Link } from "wouter";
import type { Lead } from "../words";
import classes from "./leads.module.css";

/** A lead's name, which opens the lead's page. */
export function LeadLink({ lead }: { lead: Pick<Lead, "id" | "name"> }) {
  return (
    <Link href={`/leads/${lead.id}`} className={classes.link} onClick={(event) => event.stopPropagation()}>
      <bdi>{lead.name}</bdi>
    </Link>
  );
}
