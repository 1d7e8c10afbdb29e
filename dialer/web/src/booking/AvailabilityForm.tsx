import { Button, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../api";
import { localTime } from "../format";
import { keys } from "../topics";
import { Notice } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import type { Availability } from "../words";
import classes from "./availability.module.css";
import { ExceptionFields } from "./ExceptionFields";
import { Preview } from "./Preview";
import { saveAvailability } from "./requests";
import { WeekFields } from "./WeekFields";
import { flawOf, usualWeek, weekOf } from "./week";

interface Props {
  saved: Availability;
  isOwn: boolean;
}

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZONES = [...new Set(["UTC", HERE, ...Intl.supportedValuesOf("timeZone")])];

/** All of somebody's hours, saved together; beside them what they come to. */
export function AvailabilityForm({ saved, isOwn }: Props) {
  const client = useQueryClient();
  const kept = weekOf(saved);
  const [edited, setEdited] = useState(() =>
    saved.is_set ? null : usualWeek(isOwn ? HERE : saved.time_zone),
  );
  const week = edited ?? kept;
  const isFlawed = [...week.days, ...week.exceptions.map((one) => one.hours)].some(flawOf);
  const save = useMutation({
    mutationFn: () => saveAvailability(saved.user.id, week),
    onSuccess: (answer) => {
      client.setQueryData(keys.availability(saved.user.id), answer);
      void client.invalidateQueries({ queryKey: keys.eventTypes });
      setEdited(null);
      notifications.show({ message: "Saved. Free times follow from now on." });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.columns} onSubmit={submit}>
      <div className={classes.fields}>
        {!saved.is_set && (
          <Notice tone="owed" title={`${isOwn ? "You have" : `${saved.user.name} has`} no hours yet`}>
            Until they are saved nobody can book {isOwn ? "you" : "them"}. These are a usual week to begin
            with.
          </Notice>
        )}
        <section className={`card ${classes.card}`} aria-label="Weekly hours">
          <ZoneField zone={week.time_zone} onZone={(time_zone) => setEdited({ ...week, time_zone })} />
          <WeekFields days={week.days} onDays={(days) => setEdited({ ...week, days })} />
        </section>
        <ExceptionFields
          zone={week.time_zone}
          exceptions={week.exceptions}
          onExceptions={(exceptions) => setEdited({ ...week, exceptions })}
        />
        {save.error && (
          <Notice tone="danger" urgent title="Not saved">
            {sentenceOf(save.error)}
          </Notice>
        )}
        <div className={classes.saving}>
          <Button type="submit" loading={save.isPending} disabled={edited === null || isFlawed}>
            Save hours
          </Button>
          {edited !== null && saved.is_set && (
            <Button variant="default" onClick={() => setEdited(null)}>
              Discard changes
            </Button>
          )}
          {edited !== null && <span className="soft">Not saved yet</span>}
        </div>
      </div>
      <Preview week={week} />
    </form>
  );
}

function ZoneField({ zone, onZone }: { zone: string; onZone: (zone: string) => void }) {
  const now = useNow(20_000);
  return (
    <Select
      label="Time zone"
      description={`It is ${localTime(zone, now) ?? "an unknown time"} there now. Hours follow summer and winter time by themselves.`}
      searchable
      allowDeselect={false}
      data={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
      value={zone}
      onChange={(next) => next && onZone(next)}
    />
  );
}
