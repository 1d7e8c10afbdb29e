import { Skeleton } from "@mantine/core";
import { IconUserOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Problem } from "../api";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { Journey } from "../words";
import { LeadHead } from "./LeadHead";
import classes from "./leads.module.css";
import { OwedThings } from "./OwedThings";
import { StandingCard } from "./StandingCard";
import { Timeline } from "./Timeline";
import { useJourney } from "./useJourney";

interface Props {
  id: number;
  /** What else can be done with the lead, beside Call. */
  actions?: (journey: Journey) => ReactNode;
}

/** Everything about one lead: who they are, how they stand, what is owed, and all that happened. */
export default function LeadPage({ id, actions }: Props) {
  const { head, entries, error, refetch, ...more } = useJourney(id);
  if (error instanceof Problem && error.status === 404) return <Unknown />;
  if (error) return <LoadTrouble what="The lead" error={error} retry={() => void refetch()} />;
  if (!head) return <Waiting />;
  return (
    <div className={classes.page}>
      <div className={classes.side}>
        <LeadHead lead={head.lead} actions={actions?.(head)} />
        <StandingCard journey={head} />
        <OwedThings owed={head.owed} />
      </div>
      <Timeline entries={entries} whole={head.whole} added={head.lead.created_at} more={more} />
    </div>
  );
}

function Unknown() {
  return (
    <Empty icon={<IconUserOff size={24} />} title="There is no such lead" heading="h1">
      <Link href="/">Back to work</Link>
    </Empty>
  );
}

function Waiting() {
  return (
    <div className={classes.page}>
      <Skeleton h={320} radius="lg" />
      <Skeleton h={320} radius="lg" />
    </div>
  );
}
