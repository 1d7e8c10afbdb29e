import { ActionIcon, NumberInput, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { usersQuery } from "../../queries";
import type { EventType } from "../../words";
import classes from "./booking.module.css";
import { type Draft, HOSTED_BY, NEW, type Turn } from "./draft";

interface Props {
  edited: EventType | typeof NEW;
  draft: Draft;
  onHosts: (hosts: Turn[]) => void;
}

/** Who hosts it. Of those who are free, the lowest number is asked; among equals, whose turn is longest ago. */
export function HostFields({ edited, draft, onHosts }: Props) {
  const { data: people = [] } = useQuery(usersQuery);
  const role = HOSTED_BY[draft.kind];
  const saved = edited === NEW ? [] : edited.hosts;
  const names = new Map([...saved, ...people].map((one) => [one.id, one.name]));
  const chosen = new Set(draft.hosts.map((host) => host.user_id));
  const others = people.filter((one) => one.active && one.roles.includes(role) && !chosen.has(one.id));
  return (
    <>
      <h3>Hosts</h3>
      <ul className={classes.hosts}>
        {draft.hosts.map((host) => (
          <li key={host.user_id}>
            <span>
              {names.get(host.user_id) ?? `Person ${host.user_id}`}
              <Trouble host={saved.find((one) => one.id === host.user_id)} />
            </span>
            <NumberInput
              aria-label={`When ${names.get(host.user_id)} is asked`}
              prefix="Asked "
              suffix={ending(host.priority)}
              min={1}
              max={99}
              size="xs"
              allowDecimal={false}
              value={host.priority}
              onChange={(value) =>
                typeof value === "number" &&
                onHosts(draft.hosts.map((one) => (one === host ? { ...one, priority: value } : one)))
              }
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Take out ${names.get(host.user_id)}`}
              onClick={() => onHosts(draft.hosts.filter((one) => one !== host))}
            >
              <IconX size={17} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Select
        aria-label="Add a host"
        placeholder={others.length > 0 ? `Add a ${role}` : `There is no other ${role}`}
        description="Who is free and asked first hosts; among equals, whose last meeting is longest ago."
        inputWrapperOrder={["input", "description"]}
        searchable
        disabled={others.length === 0}
        data={others.map((one) => ({ value: String(one.id), label: one.name }))}
        value={null}
        onChange={(id) => id && onHosts([...draft.hosts, { user_id: Number(id), priority: 1 }])}
      />
    </>
  );
}

function Trouble({ host }: { host: EventType["hosts"][number] | undefined }) {
  if (!host || (host.active && host.has_hours)) return null;
  return (
    <span className={classes.trouble}>
      {host.active ? (
        <>
          Has no hours yet. <Link href={`/availability?user=${host.id}`}>Set them</Link>
        </>
      ) : (
        "Left, or has another role now"
      )}
    </span>
  );
}

/** 1st, 2nd, 3rd, 4th, 11th */
function ending(place: number): string {
  const teens = place % 100 > 10 && place % 100 < 14;
  return (!teens && ["th", "st", "nd", "rd"][place % 10]) || "th";
}
