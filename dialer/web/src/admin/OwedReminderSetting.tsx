import { Button, NumberInput, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../api";
import { settingsQuery } from "../queries";
import { keys } from "../topics";
import { Notice } from "../ui/Notice";
import classes from "./admin.module.css";

const USUAL_MINUTES = 30;
const A_WEEK = 10_080;

/** After how many minutes a rep's page says that an outcome is still owed; off unless somebody wants it. */
export function OwedReminderSetting({ mayChange }: { mayChange: boolean }) {
  const client = useQueryClient();
  const { data: settings } = useQuery(settingsQuery);
  const [typed, setTyped] = useState<number | string | null>(null);
  const change = useMutation({
    mutationFn: (minutes: number | null) =>
      ask(api.PATCH("/api/settings", { body: { owed_reminder_minutes: minutes } })),
    onSuccess: (saved) => {
      setTyped(null);
      client.setQueryData(keys.settings, saved);
    },
  });
  if (!settings) return null;
  const minutes = settings.owed_reminder_minutes;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(Number(typed));
  };
  return (
    <section className={`card ${classes.required}`} aria-label="Reminder of owed outcomes">
      <Switch
        size="md"
        label="Remind reps of owed outcomes"
        checked={minutes !== null}
        disabled={!mayChange || change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked ? USUAL_MINUTES : null)}
      />
      {minutes !== null && (
        <form className={classes.minutes} onSubmit={submit}>
          <NumberInput
            label="After this many minutes"
            min={1}
            max={A_WEEK}
            allowDecimal={false}
            disabled={!mayChange}
            value={typed ?? minutes}
            onChange={setTyped}
          />
          <Button
            type="submit"
            variant="default"
            loading={change.isPending}
            disabled={!mayChange || typed === null || typed === "" || Number(typed) === minutes}
          >
            Save
          </Button>
        </form>
      )}
      <ul>
        <li>A quiet line on the rep's page, once for each call, with a link to the list.</li>
      </ul>
      {change.error && (
        <Notice tone="danger" urgent title="Not changed">
          {sentenceOf(change.error)}
        </Notice>
      )}
    </section>
  );
}
