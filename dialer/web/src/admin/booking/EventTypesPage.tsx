import { Button, Skeleton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCalendarPlus, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../../api";
import { useSession } from "../../queries";
import { Empty } from "../../ui/Empty";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import type { EventType } from "../../words";
import { AdminHead } from "../AdminHead";
import classes from "../admin.module.css";
import booking from "./booking.module.css";
import { NEW } from "./draft";
import { EventTypeDrawer } from "./EventTypeDrawer";
import { EventTypeTable } from "./EventTypeTable";
import { eventTypesQuery, restoreEventType, useLookAgain } from "./requests";

export default function EventTypesPage() {
  const { data, error, refetch } = useQuery(eventTypesQuery);
  const lacks = useSession().company.lacks.discovery_calls;
  const [edited, setEdited] = useState<EventType | typeof NEW | null>(null);
  const offered = data?.filter((row) => !row.archived_at);
  const archived = data?.filter((row) => row.archived_at) ?? [];
  return (
    <div className={classes.page}>
      <AdminHead
        title="Event types"
        actions={
          <Button leftSection={<IconPlus size={18} />} onClick={() => setEdited(NEW)}>
            Add an event type
          </Button>
        }
      >
        What can be booked, with whom, and how. Each has a page of its own where leads book without an
        account.
      </AdminHead>
      {lacks && (
        <Notice tone="info" title="No discovery calls in your plan">
          {lacks}
        </Notice>
      )}
      {error ? (
        <LoadTrouble what="The list" error={error} retry={() => void refetch()} />
      ) : !offered ? (
        <Skeleton h={220} radius="lg" />
      ) : offered.length === 0 ? (
        <section className="card">
          <Empty icon={<IconCalendarPlus size={26} />} title="Nothing can be booked yet">
            Add a strategy call for your closers, or a discovery call for your setters.
          </Empty>
        </section>
      ) : (
        <EventTypeTable rows={offered} onEdit={setEdited} />
      )}
      {archived.length > 0 && <Archived rows={archived} />}
      {edited !== null && <EventTypeDrawer edited={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function Archived({ rows }: { rows: EventType[] }) {
  const lookAgain = useLookAgain();
  const restore = useMutation({
    mutationFn: restoreEventType,
    onSuccess: (row) => notifications.show({ message: `“${row.name}” can be booked again.` }),
    onError: (error) => notifications.show({ color: "red", message: sentenceOf(error) }),
    onSettled: lookAgain,
  });
  return (
    <section className={`card ${classes.listCard}`} aria-label="Archived event types">
      <h2 className={classes.listTitle}>Archived</h2>
      <ul className={classes.teams}>
        {rows.map((row) => (
          <li key={row.id}>
            <div className={booking.gone}>
              <strong>{row.name}</strong>
              <span className="soft">Nobody can book it. Its meetings go on.</span>
            </div>
            <Button
              variant="default"
              size="compact-sm"
              loading={restore.isPending && restore.variables?.id === row.id}
              onClick={() => restore.mutate(row)}
              aria-label={`Restore ${row.name}`}
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
