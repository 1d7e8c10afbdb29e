import { Loader, Skeleton, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, sentenceOf } from "../api";
import { settingsQuery } from "../queries";
import { keys } from "../topics";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import classes from "./admin.module.css";

/** The one switch of the policy. While it is being saved it says so; then it shows what the server said. */
export function RequiredSwitch({ mayChange }: { mayChange: boolean }) {
  const client = useQueryClient();
  const { data: settings, error, refetch } = useQuery(settingsQuery);
  const change = useMutation({
    mutationFn: (required: boolean) =>
      ask(api.PATCH("/api/settings", { body: { outcome_required: required } })),
    onSuccess: (saved) => client.setQueryData(keys.settings, saved),
    onSettled: () => {
      for (const key of [keys.settings, keys.session, ["calls"]])
        void client.invalidateQueries({ queryKey: key });
    },
  });
  if (error) return <LoadTrouble what="The setting" error={error} retry={() => void refetch()} />;
  if (!settings) return <Skeleton h={130} radius="lg" />;
  return (
    <section className={`card ${classes.required}`} aria-label="Requirement">
      <Switch
        size="md"
        label="Make call outcome required"
        checked={change.isPending ? change.variables : settings.outcome_required}
        disabled={!mayChange}
        thumbIcon={change.isPending ? <Loader size={12} aria-label="Saving" /> : undefined}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <ul>
        <li>A call cannot be ended while it has no outcome; picking one ends it in the same step.</li>
        <li>
          If the other side hangs up first, the call waits, and the rep dials nobody else until it has one.
        </li>
        <li>A pre-filled outcome counts. A call that was never placed asks for none.</li>
        <li>It acts at once, for everybody. Turning it off frees every rep who is waiting.</li>
      </ul>
      {change.error && (
        <Notice tone="danger" urgent title="Not changed">
          {sentenceOf(change.error)}
        </Notice>
      )}
    </section>
  );
}
