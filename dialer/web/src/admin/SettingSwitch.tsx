import { Loader, Skeleton, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, ask, sentenceOf } from "../api";
import { settingsQuery } from "../queries";
import { keys } from "../topics";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import classes from "./admin.module.css";

interface Props {
  /** What is set, and the words beside it. */
  setting: "outcome_required" | "record_calls" | "detect_machines";
  title: string;
  label: string;
  mayChange: boolean;
  /** What else shows the setting and must look again. */
  alsoShownBy?: readonly (readonly string[])[];
  /** What it means, a list item each. */
  children: ReactNode;
}

/** One switch of the company's. While it is being saved it says so; then it shows what the server said. */
export function SettingSwitch({ setting, title, label, mayChange, alsoShownBy = [], children }: Props) {
  const client = useQueryClient();
  const { data: settings, error, refetch } = useQuery(settingsQuery);
  const change = useMutation({
    mutationFn: (on: boolean) => ask(api.PATCH("/api/settings", { body: { [setting]: on } })),
    onSuccess: (saved) => client.setQueryData(keys.settings, saved),
    onSettled: () => {
      for (const key of [keys.settings, ...alsoShownBy]) void client.invalidateQueries({ queryKey: key });
    },
  });
  if (error) return <LoadTrouble what="The setting" error={error} retry={() => void refetch()} />;
  if (!settings) return <Skeleton h={130} radius="lg" />;
  return (
    <section className={`card ${classes.required}`} aria-label={title}>
      <Switch
        size="md"
        label={label}
        checked={change.isPending ? change.variables : settings[setting]}
        disabled={!mayChange}
        thumbIcon={change.isPending ? <Loader size={12} aria-label="Saving" /> : undefined}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <ul>{children}</ul>
      {change.error && (
        <Notice tone="danger" urgent title="Not changed">
          {sentenceOf(change.error)}
        </Notice>
      )}
    </section>
  );
}
