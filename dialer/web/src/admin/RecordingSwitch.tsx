import { Loader, Skeleton, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, sentenceOf } from "../api";
import { settingsQuery } from "../queries";
import { keys } from "../topics";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import classes from "./admin.module.css";

/** Whether conversations are recorded, and what to think of before they are. */
export function RecordingSwitch({ mayChange }: { mayChange: boolean }) {
  const client = useQueryClient();
  const { data: settings, error, refetch } = useQuery(settingsQuery);
  const change = useMutation({
    mutationFn: (record: boolean) => ask(api.PATCH("/api/settings", { body: { record_calls: record } })),
    onSuccess: (saved) => client.setQueryData(keys.settings, saved),
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
  if (error) return <LoadTrouble what="The setting" error={error} retry={() => void refetch()} />;
  if (!settings) return <Skeleton h={130} radius="lg" />;
  return (
    <section className={`card ${classes.required}`} aria-label="Recording">
      <Switch
        size="md"
        label="Record calls"
        checked={change.isPending ? change.variables : settings.record_calls}
        disabled={!mayChange}
        thumbIcon={change.isPending ? <Loader size={12} aria-label="Saving" /> : undefined}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <ul>
        <li>
          In many places everybody on a call must agree to being recorded. Tell people at the beginning, and
          ask a lawyer before you turn this on.
        </li>
        <li>It begins when somebody answers, in both directions, from the next call on.</li>
        <li>Who may see a call may hear it, on the call's own page.</li>
      </ul>
      {change.error && (
        <Notice tone="danger" urgent title="Not changed">
          {sentenceOf(change.error)}
        </Notice>
      )}
    </section>
  );
}
