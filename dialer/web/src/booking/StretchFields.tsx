import { ActionIcon, NativeSelect } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./availability.module.css";
import { choices, type Stretch, withStretch } from "./week";

interface Props {
  /** Of which day, for those who do not see where it stands. */
  name: string;
  hours: Stretch[];
  flaw: string | null;
  onHours: (hours: Stretch[]) => void;
  also?: ReactNode;
}

export function StretchFields({ name, hours, flaw, onHours, also }: Props) {
  const set = (place: number, changes: Partial<Stretch>) =>
    onHours(hours.map((one, at) => (at === place ? { ...one, ...changes } : one)));
  const longer = withStretch(hours);
  return (
    <div className={classes.stretches}>
      {hours.map(({ from, to }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place in the day.
        <div key={place} className={classes.stretch}>
          <NativeSelect
            aria-label={`${name}, from`}
            data={choices(from).slice(0, -1)}
            value={from}
            error={flaw !== null}
            onChange={(event) => set(place, { from: event.currentTarget.value })}
          />
          <span aria-hidden="true">–</span>
          <NativeSelect
            aria-label={`${name}, to`}
            data={choices(to).slice(1)}
            value={to}
            error={flaw !== null}
            onChange={(event) => set(place, { to: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Take out ${from} to ${to} on ${name}`}
            onClick={() => onHours(hours.filter((_, at) => at !== place))}
          >
            <IconX size={16} />
          </ActionIcon>
          {place === hours.length - 1 && (
            <ActionIcon
              variant="subtle"
              aria-label={`More hours on ${name}`}
              disabled={longer === hours}
              onClick={() => onHours(longer)}
            >
              <IconPlus size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {flaw && (
        <span className={classes.flaw} role="alert">
          {flaw}
        </span>
      )}
      {also}
    </div>
  );
}
