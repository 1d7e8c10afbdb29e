import { Button, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { keys } from "../../topics";
import { Notice } from "../../ui/Notice";
import classes from "../admin.module.css";
import { currencyInWords, timeIn } from "./words";

interface Values {
  name: string;
  currency: string;
  time_zone: string;
  ring_timeout: number;
}

/** What belongs together is saved together. What somebody else saves meanwhile shows, but for what is being edited. */
export function CompanyForm({ settings }: { settings: Values }) {
  const client = useQueryClient();
  const { data: choices } = useQuery({
    queryKey: [...keys.settings, "choices"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask(api.GET("/api/settings/choices")),
  });
  const [edits, setEdits] = useState<Partial<Values>>({});
  const values = { ...settings, ...edits };
  const set = (changes: Partial<Values>) => setEdits((old) => ({ ...old, ...changes }));
  const save = useMutation({
    mutationFn: () => ask(api.PATCH("/api/settings", { body: edits })),
    onSuccess: (saved) => {
      setEdits({});
      client.setQueryData(keys.settings, saved);
      void client.invalidateQueries({ queryKey: keys.session });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const changed = NAMES.some((name) => values[name] !== settings[name]);
  return (
    <form className={`card ${classes.form}`} onSubmit={submit} aria-label="Company">
      <TextInput
        label="Company name"
        required
        maxLength={200}
        value={values.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label="Currency"
        description="For deals and amounts. Amounts that are there already are not converted."
        searchable
        allowDeselect={false}
        data={(choices?.currencies ?? [values.currency]).map((code) => ({
          value: code,
          label: currencyInWords(code),
        }))}
        value={values.currency}
        onChange={(currency) => currency && set({ currency })}
      />
      <Select
        label="Time zone"
        description={`Decides on which day a call counts. It is ${timeIn(values.time_zone)} there now.`}
        searchable
        allowDeselect={false}
        data={choices?.time_zones ?? [values.time_zone]}
        value={values.time_zone}
        onChange={(zone) => zone && set({ time_zone: zone })}
      />
      <NumberInput
        label="Ring time"
        description="Seconds before a call that nobody answers is given up, out and in."
        min={choices?.shortest_ring}
        max={choices?.longest_ring}
        allowDecimal={false}
        value={values.ring_timeout}
        onChange={(seconds) => set({ ring_timeout: Number(seconds) })}
      />
      {values.time_zone !== settings.time_zone && (
        <Notice tone="owed" title="Past calls move to other days">
          All calls, past ones too, will count on their days in {values.time_zone}, in lists and in analytics.
          Until they are counted anew the numbers go by {settings.time_zone}; Analytics says how far that is.
        </Notice>
      )}
      {save.error && (
        <Notice tone="danger" urgent title="Not saved">
          {sentenceOf(save.error)}
        </Notice>
      )}
      <Group>
        <Button type="submit" loading={save.isPending} disabled={!changed}>
          Save
        </Button>
        {changed && (
          <Button variant="default" onClick={() => setEdits({})}>
            Undo
          </Button>
        )}
        {save.isSuccess && !changed && (
          <span role="status" className="soft">
            Saved
          </span>
        )}
      </Group>
    </form>
  );
}

const NAMES: (keyof Values)[] = ["name", "currency", "time_zone", "ring_timeout"];
