import { Drawer, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { whoOf } from "../call/callWords";
import { callQuery } from "../queries";
import { LoadTrouble } from "../ui/LoadTrouble";
import { CallDetail } from "./CallDetail";

/** One call, with its evidence. Its number stands in the address. */
export function CallDrawer({ id, onClose }: { id: number | null; onClose: () => void }) {
  const { data: call, error, refetch } = useQuery({ ...callQuery(id ?? 0), enabled: id !== null });
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={500}
      title={<strong>{call ? whoOf(call) : "Call"}</strong>}
      closeButtonProps={{ "aria-label": "Close the call" }}
    >
      {error && <LoadTrouble what="The call" error={error} retry={() => void refetch()} />}
      {!call && !error && <Skeleton h={240} radius="lg" />}
      {call && <CallDetail call={call} />}
    </Drawer>
  );
}
