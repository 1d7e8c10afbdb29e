import { now } from "../clock";
import { isoDay } from "../format";
import classes from "./availability.module.css";
import { type Day, flawOf, minutesOf, preview, type Week } from "./week";
import { dayInWords } from "./words";

const DAYS = 14;
const DAY = 24 * 60;

/** What the hours come to: the next two weeks, as the clock there shows them. */
export function Preview({ week }: { week: Week }) {
  const days = preview(week, isoDay(new Date(now()), week.time_zone), DAYS);
  return (
    <section className={`card ${classes.preview}`} aria-label="The next two weeks">
      <h2>The next two weeks</h2>
      <p className="soft">
        In {week.time_zone.replaceAll("_", " ")}. Meetings and pauses are taken off where people book.
      </p>
      <div className={classes.scale} aria-hidden="true">
        {["0", "6", "12", "18", "24"].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <ul>
        {days.map((day) => (
          <PreviewDay key={day.date} day={day} />
        ))}
      </ul>
    </section>
  );
}

function PreviewDay({ day }: { day: Day }) {
  const hours = flawOf(day.hours) ? [] : day.hours;
  return (
    <li data-excepted={day.excepted || undefined} data-free={hours.length > 0 || undefined}>
      <span className={classes.previewDay}>{dayInWords(day.date)}</span>
      <span className={classes.track} aria-hidden="true">
        {hours.map(({ from, to }) => (
          <span
            key={from}
            style={{
              left: `${(minutesOf(from) / DAY) * 100}%`,
              width: `${((minutesOf(to) - minutesOf(from)) / DAY) * 100}%`,
            }}
          />
        ))}
      </span>
      <span className={`num ${classes.previewHours}`}>{inWords(day, hours)}</span>
      {day.moved !== 0 && (
        <span className={classes.moved}>
          Clocks go {day.moved > 0 ? "forward" : "back"} {Math.abs(day.moved)} minutes this night
        </span>
      )}
    </li>
  );
}

function inWords(day: Day, hours: Day["hours"]): string {
  if (hours.length === 0) return day.excepted ? "Away" : "—";
  return hours
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .map(({ from, to }) => `${from}–${to}`)
    .join(", ");
}
