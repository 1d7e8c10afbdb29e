import { Button, CopyButton, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconLink } from "@tabler/icons-react";
import type { EventType } from "../../words";
import classes from "../admin.module.css";
import booking from "./booking.module.css";
import { spanInWords } from "./draft";

interface Props {
  rows: EventType[];
  onEdit: (row: EventType) => void;
}

export function EventTypeTable({ rows, onEdit }: Props) {
  return (
    <section className={`card ${classes.listCard}`} aria-label="Event types">
      <table className={classes.list}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Length</th>
            <th scope="col">Hosts</th>
            <th scope="col">
              <span className="soft">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-event-type={row.slug}>
              <th scope="row">
                <bdi>{row.name}</bdi>
                <span className="soft">
                  {row.is_public ? `/book/${row.slug}` : "Booked by your team only"}
                </span>
              </th>
              <td data-label="Kind">
                {row.kind === "strategy" ? "Strategy" : "Discovery"}
                {row.needs_discovery && <span className={booking.note}>after a discovery call</span>}
              </td>
              <td data-label="Length" className={classes.nowrap}>
                {spanInWords(row.minutes)}
              </td>
              <td data-label="Hosts">
                <Hosts row={row} />
              </td>
              <td className={classes.rowAction}>
                <div className={booking.acts}>
                  {row.is_public && <CopyLink row={row} />}
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => onEdit(row)}
                    aria-label={`Edit ${row.name}`}
                  >
                    Edit
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Who is asked, first come first; and what keeps it from being booked at all. */
function Hosts({ row }: { row: EventType }) {
  const able = row.hosts.filter((host) => host.active && host.has_hours);
  const names = row.hosts.slice(0, 3).map((host) => host.name);
  const more = row.hosts.length - names.length;
  return (
    <>
      {names.join(", ")}
      {more > 0 && ` and ${more} more`}
      {able.length === 0 && (
        <span className={booking.trouble}>
          {row.hosts.length === 0 ? "Nobody hosts it, so nobody can book it" : "No host has hours yet"}
        </span>
      )}
    </>
  );
}

function CopyLink({ row }: { row: EventType }) {
  return (
    <CopyButton value={row.link} timeout={3000}>
      {({ copied, copy }) => (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={copied ? <IconCheck size={15} /> : <IconLink size={15} />}
          onClick={copy}
        >
          {copied ? "Copied" : "Copy link"}
          <VisuallyHidden> of {row.name}</VisuallyHidden>
        </Button>
      )}
    </CopyButton>
  );
}
