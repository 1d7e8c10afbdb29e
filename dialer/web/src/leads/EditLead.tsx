import { Button, Group, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../api";
import { Notice } from "../ui/Notice";
import type { Lead } from "../words";
import classes from "./leads.module.css";

const FIELDS = [
  { name: "name", label: "Name", longest: 200, required: true },
  { name: "organisation", label: "Company", longest: 200 },
  { name: "title", label: "Title", longest: 200 },
  { name: "phone", label: "Phone", longest: 40, required: true },
  { name: "email", label: "E-mail", longest: 254 },
] as const;

type Draft = Pick<Lead, (typeof FIELDS)[number]["name"] | "time_zone" | "notes">;

export function EditLead({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(() => {
    const { name, organisation, title, phone, email, time_zone, notes } = lead;
    return { name, organisation, title, phone, email, time_zone, notes };
  });
  const change = <Name extends keyof Draft>(name: Name, value: Draft[Name]) =>
    setDraft((old) => ({ ...old, [name]: value }));
  const save = useSave(lead, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  return (
    <form className={classes.edit} onSubmit={submit}>
      <h1>{lead.name}</h1>
      <Stack gap="sm">
        {FIELDS.map(({ name, label, longest, ...more }, at) => (
          <TextInput
            key={name}
            label={label}
            maxLength={longest}
            value={draft[name]}
            data-autofocus={at === 0 || undefined}
            onChange={(event) => change(name, event.currentTarget.value)}
            {...more}
          />
        ))}
        <Select
          label="Time zone"
          placeholder="Not known"
          clearable
          searchable
          limit={60}
          value={draft.time_zone}
          onChange={(zone) => change("time_zone", zone)}
          data={zones(lead.time_zone)}
        />
        <Textarea
          label="Notes"
          autosize
          minRows={3}
          maxRows={12}
          maxLength={10_000}
          value={draft.notes}
          onChange={(event) => change("notes", event.currentTarget.value)}
        />
        {save.error && (
          <Notice tone="danger" urgent title="Not changed">
            {sentenceOf(save.error)}
          </Notice>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Those the browser knows, and the lead's own should it be another. */
function zones(own: string | null): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return own && !known.includes(own) ? [own, ...known] : known;
}

function useSave(lead: Lead, onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => {
      const changed = Object.entries(draft).filter(([name, value]) => value !== lead[name as keyof Draft]);
      return ask(
        api.PATCH("/api/leads/{lead_id}", {
          params: { path: { lead_id: lead.id } },
          body: Object.fromEntries(changed),
        }),
      );
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["leads"] });
      onSaved();
    },
  });
}
