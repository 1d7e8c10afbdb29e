import { Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, sentenceOf } from "../api";
import { flowsQuery } from "../queries";
import { keys } from "../topics";
import type { Lead } from "../words";

/** At which step of which flow the lead is; each call takes them one further. Hidden where there are no flows. */
export function FlowPlace({ lead }: { lead: Lead }) {
  const { data: flows = [] } = useQuery(flowsQuery);
  const move = useMove(lead);
  if (flows.length === 0) return null;
  const now = move.isPending ? move.variables : (lead.flow?.step.id ?? null);
  return (
    <Select
      label="Flow"
      description="The step that the next call makes"
      placeholder="In no flow"
      clearable
      searchable
      maw={340}
      value={now === null ? null : String(now)}
      onChange={(step) => move.mutate(step === null ? null : Number(step))}
      error={move.error ? sentenceOf(move.error) : undefined}
      data={flows.map(({ name, steps }) => ({
        group: name,
        items: steps.map((step) => ({ value: String(step.id), label: `${step.position}. ${step.name}` })),
      }))}
    />
  );
}

function useMove(lead: Lead) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (flow_step_id: number | null) =>
      ask(
        api.PUT("/api/leads/{lead_id}/flow", {
          params: { path: { lead_id: lead.id } },
          body: { flow_step_id },
        }),
      ),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["leads"] }),
        client.invalidateQueries({ queryKey: keys.queue }),
      ]);
    },
  });
}
