import { Button, Group, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { useMay } from "../../queries";
import { keys } from "../../topics";
import { Notice } from "../../ui/Notice";
import type { Session } from "../../words";
import classes from "../admin.module.css";

type Plan = Session["company"]["plan"];

const PLANS: Record<Plan, string> = { startup: "Startup", business: "Business", enterprise: "Enterprise" };
const CHOICES = Object.entries(PLANS).map(([value, label]) => ({ value, label }));

export function PlanForm({ plan }: { plan: Plan }) {
  const client = useQueryClient();
  const mayChange = useMay("change_plan");
  const [chosen, setChosen] = useState(plan);
  const save = useMutation({
    mutationFn: () => ask(api.PUT("/api/settings/plan", { body: { plan: chosen } })),
    onSuccess: (saved) => {
      client.setQueryData(keys.settings, saved);
      void client.invalidateQueries({ queryKey: keys.session });
    },
  });
  return (
    <section className={`card ${classes.form}`} aria-label="Plan">
      <Select
        label="Plan"
        description={
          mayChange ? "What the company has bought." : "A tech admin changes it, here or on the command line."
        }
        disabled={!mayChange}
        allowDeselect={false}
        data={CHOICES}
        value={chosen}
        onChange={(next) => next && setChosen(next as Plan)}
      />
      {save.error && (
        <Notice tone="danger" urgent title="Not changed">
          {sentenceOf(save.error)}
        </Notice>
      )}
      {chosen !== plan && (
        <Group>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            Change the plan to {PLANS[chosen]}
          </Button>
        </Group>
      )}
    </section>
  );
}
