import { ActionIcon, Button, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { now } from "../clock";
import { isoDay } from "../format";
import classes from "./availability.module.css";
import { StretchFields } from "./StretchFields";
import { addDays, type Exception, flawOf, USUAL } from "./week";
import { dayInWords } from "./words";

interface Props {
  zone: string;
  exceptions: Exception[];
  onExceptions: (exceptions: Exception[]) => void;
}

/** Days that are not as their weekday: away, or with hours of their own. Those that are over are left out of sight. */
export function ExceptionFields({ zone, exceptions, onExceptions }: Props) {
  const today = isoDay(new Date(now()), zone);
  const ahead = exceptions.filter((one) => one.date >= today);
  const set = (changed: Exception, changes: Partial<Exception>) =>
    onExceptions(exceptions.map((one) => (one === changed ? { ...one, ...changes } : one)));
  const add = () => {
    let date = addDays(today, 1);
    while (exceptions.some((one) => one.date === date)) date = addDays(date, 1);
    onExceptions([...exceptions, { date, hours: [] }]);
  };
  const isTaken = (date: string, but: Exception) =>
    exceptions.some((one) => one !== but && one.date === date);
  return (
    <section className={`card ${classes.card}`} aria-label="Exceptions">
      <div className={classes.cardHead}>
        <div>
          <h2>Exceptions</h2>
          <span className="soft">Days away, and days with other hours.</span>
        </div>
        <Button variant="default" size="compact-md" leftSection={<IconPlus size={16} />} onClick={add}>
          Add a day
        </Button>
      </div>
      {ahead.length > 0 && (
        <ul className={classes.exceptions}>
          {ahead.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: its date is what is being edited.
            <li key={place}>
              <TextInput
                type="date"
                aria-label="Day"
                required
                min={today}
                value={one.date}
                onChange={(event) => {
                  const date = event.currentTarget.value;
                  if (date && !isTaken(date, one)) set(one, { date });
                }}
              />
              <Switch
                label="Away"
                checked={one.hours.length === 0}
                onChange={(event) => set(one, { hours: event.currentTarget.checked ? [] : [USUAL] })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Take out ${dayInWords(one.date)}`}
                onClick={() => onExceptions(exceptions.filter((other) => other !== one))}
              >
                <IconX size={16} />
              </ActionIcon>
              {one.hours.length > 0 && (
                <StretchFields
                  name={dayInWords(one.date)}
                  hours={one.hours}
                  flaw={flawOf(one.hours)}
                  onHours={(hours) => set(one, { hours })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
