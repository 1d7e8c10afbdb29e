import { Skeleton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUserOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { leadSearchQuery } from "../queries";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import { LeadRows } from "./LeadRows";

export function Found({ words }: { words: string }) {
  const [settled] = useDebouncedValue(words, 200);
  const { data, error, refetch } = useQuery(leadSearchQuery(settled));
  if (error) return <LoadTrouble what="The search" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={180} radius="lg" />;
  if (data.length === 0) {
    return (
      <Empty icon={<IconUserOff size={24} />} title={`Nobody matches “${settled}”`}>
        Try a part of the name, the company or the number.
      </Empty>
    );
  }
  return <LeadRows title="Found" items={data.map((lead) => ({ lead, reason: "" }))} />;
}
