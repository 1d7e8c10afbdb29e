import { Skeleton } from "@mantine/core";
import { IconConfetti } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { queueQuery } from "../queries";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import { LeadRows } from "./LeadRows";
import { NextCard } from "./NextCard";

/** The one to call now, then the others in the server's order. */
export function Queue() {
  const { data, error, refetch } = useQuery(queueQuery);
  if (error) return <LoadTrouble what="The queue" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={260} radius="lg" />;
  const [first, ...others] = data;
  if (!first) {
    return (
      <Empty icon={<IconConfetti size={24} />} title="Nobody is left to call">
        New leads and due follow-ups appear here by themselves.
      </Empty>
    );
  }
  return (
    <>
      <NextCard item={first} />
      {others.length > 0 && <LeadRows title="Up next" items={others} />}
    </>
  );
}
