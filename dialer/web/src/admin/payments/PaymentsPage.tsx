import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api";
import { keys } from "../../topics";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { AdminHead } from "../AdminHead";
import classes from "../admin.module.css";
import { Arrived } from "./Arrived";
import { DoorCard } from "./DoorCard";

/** The doors that payments come through, their secrets, and what arrived. */
export default function PaymentsPage() {
  const { data, error, refetch } = useQuery({
    queryKey: keys.paymentDoors,
    queryFn: () => ask(api.GET("/api/payments")),
  });
  return (
    <div className={classes.page}>
      <AdminHead title="Payments">
        What a processor charges, gives back or disputes arrives here, and deals are made of it.
      </AdminHead>
      {error && <LoadTrouble what="The page" error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={260} radius="lg" />}
      {data?.doors.map((door) => (
        <DoorCard key={door.processor} door={door} />
      ))}
      {data && <Arrived refused={data.refused} />}
    </div>
  );
}
