import { Button, Switch } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import classes from "./availability.module.css";
import { StretchFields } from "./StretchFields";
import { flawOf, type Stretch, USUAL, WEEKDAYS } from "./week";

interface Props {
  days: Stretch[][];
  onDays: (days: Stretch[][]) => void;
}

export function WeekFields({ days, onDays }: Props) {
  const set = (weekday: number, day: Stretch[]) =>
    onDays(days.map((one, place) => (place === weekday ? day : one)));
  return (
    <ul className={classes.week}>
      {WEEKDAYS.map((name, weekday) => {
        const day = days[weekday] ?? [];
        return (
          <li key={name}>
            <Switch
              label={name}
              checked={day.length > 0}
              onChange={(event) => set(weekday, event.currentTarget.checked ? [USUAL] : [])}
            />
            {day.length === 0 ? (
              <span className="soft">Not bookable</span>
            ) : (
              <StretchFields
                name={name}
                hours={day}
                flaw={flawOf(day)}
                onHours={(hours) => set(weekday, hours)}
                also={
                  weekday === 0 && (
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      leftSection={<IconCopy size={14} />}
                      onClick={() => onDays(days.map((one, place) => (place < 5 ? day : one)))}
                    >
                      To all weekdays
                    </Button>
                  )
                }
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
