import { Select, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useSearchParams } from "wouter";
import { useMay, usersQuery, useSession } from "../queries";
import { LoadTrouble } from "../ui/LoadTrouble";
import { AvailabilityForm } from "./AvailabilityForm";
import classes from "./availability.module.css";
import { availabilityQuery } from "./requests";

/** When somebody may be booked: one's own hours, or those of somebody one looks after. */
export default function AvailabilityPage() {
  const { user } = useSession();
  const [params] = useSearchParams();
  const asked = Number(params.get("user"));
  const userId = Number.isSafeInteger(asked) && asked > 0 ? asked : user.id;
  const { data, error, refetch } = useQuery(availabilityQuery(userId));
  const isOwn = userId === user.id;
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <div>
          <h1>Availability</h1>
          <p className="soft">
            {isOwn
              ? "When leads and your team may book you."
              : `When ${data?.user.name ?? "they"} may be booked.`}{" "}
            Meetings that are booked already stay.
          </p>
        </div>
        {useMay("see_team") && <WhoseHours userId={userId} />}
      </header>
      {error ? (
        <LoadTrouble what="The hours" error={error} retry={() => void refetch()} />
      ) : data ? (
        <AvailabilityForm key={userId} saved={data} isOwn={isOwn} />
      ) : (
        <Skeleton h={420} radius="lg" />
      )}
    </div>
  );
}

function WhoseHours({ userId }: { userId: number }) {
  const { user } = useSession();
  const [, go] = useLocation();
  const { data: people = [] } = useQuery(usersQuery);
  const hosts = people.filter(
    (one) =>
      one.active && (one.id === user.id || one.roles.some((role) => role === "closer" || role === "setter")),
  );
  const shown = people.filter((one) => one.id === userId && !hosts.includes(one));
  return (
    <Select
      label="Whose hours"
      searchable
      allowDeselect={false}
      data={[...hosts, ...shown].map((one) => ({
        value: String(one.id),
        label: one.id === user.id ? `${one.name} (you)` : one.name,
      }))}
      value={String(userId)}
      onChange={(id) => id && go(Number(id) === user.id ? "/availability" : `/availability?user=${id}`)}
    />
  );
}
