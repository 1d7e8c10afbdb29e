import { useEffect, useRef } from "react";
import { KIND_WORDS } from "../meetings/meetingWords";
import type { EventType } from "../words";
import classes from "./booking.module.css";

interface Props {
  types: EventType[];
  picked: EventType | undefined;
  onPick: (type: EventType) => void;
}

/** What can be booked for a lead; what cannot says why. */
export function EventTypeChoice({ types, picked, onPick }: Props) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset className={classes.types}>
      <legend>Event</legend>
      {types.map((type) => (
        <label key={type.id} className={classes.type} data-refused={type.refused !== null || undefined}>
          <input
            ref={type.id === picked?.id ? first : undefined}
            type="radio"
            name="booking-event"
            value={type.id}
            checked={type.id === picked?.id}
            disabled={type.refused !== null}
            onChange={() => onPick(type)}
          />
          <span>
            <strong>
              <bdi>{type.name}</bdi>
            </strong>
            <span className="soft">
              {KIND_WORDS[type.kind]}, {type.minutes} min
            </span>
            {type.refused && <span className={classes.why}>{type.refused.detail}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
