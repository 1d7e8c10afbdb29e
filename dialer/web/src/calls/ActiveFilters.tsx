import { Button } from "@mantine/core";
import { IconDownload, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api";
import { useChoices } from "../choices";
import { count } from "../format";
import { type CallFilters, useOutcomes } from "../queries";
import { keys } from "../topics";
import classes from "./calls.module.css";
import { chipsOf, type Names } from "./chips";
import type { FilterChange } from "./FilterBar";
import { csvOf } from "./filters";

interface Props {
  filters: CallFilters;
  change: FilterChange;
  onClear: () => void;
}

/** How many calls the list has, what it was narrowed to, and the way out of either. */
export function ActiveFilters({ filters, change, onClear }: Props) {
  const chips = chipsOf(filters, useNames(filters));
  const rows = useRowCount(filters);
  return (
    <div className={classes.active}>
      <span className="num" data-testid="call-count" aria-live="polite">
        {rows === undefined ? "" : `${count(rows)} ${rows === 1 ? "call" : "calls"}`}
      </span>
      <ul className={classes.chips} aria-label="Active filters">
        {chips.map(({ name, words }) => (
          <li key={name}>
            <Button
              variant="light"
              size="compact-sm"
              rightSection={<IconX size={14} aria-hidden="true" />}
              aria-label={`Remove the filter ${words}`}
              onClick={() => change({ [name]: null })}
            >
              {words}
            </Button>
          </li>
        ))}
        {Object.keys(filters).length > 1 && (
          <li>
            <Button variant="subtle" size="compact-sm" onClick={onClear}>
              Clear all
            </Button>
          </li>
        )}
      </ul>
      <Button
        component="a"
        href={csvOf(filters)}
        download="calls.csv"
        variant="default"
        size="compact-sm"
        leftSection={<IconDownload size={15} aria-hidden="true" />}
      >
        CSV
      </Button>
    </div>
  );
}

function useNames({ team_id, flow_id, flow_step_id }: CallFilters): Names {
  const outcomes = useOutcomes();
  const nameIn = (known: { value: string; label: string }[], id: number) =>
    known.find((one) => one.value === String(id))?.label ?? `number ${id}`;
  const teams = useChoices("team", team_id !== undefined);
  const flows = useChoices("flow", flow_id !== undefined);
  const steps = useChoices("step", flow_step_id !== undefined);
  return {
    team: (id) => nameIn(teams, id),
    flow: (id) => nameIn(flows, id),
    step: (id) => nameIn(steps, id),
    outcome: (key) => outcomes.find((one) => one.key === key)?.label ?? key,
  };
}

/** The file's heading says how many rows it has; nothing of the file is read. */
function useRowCount(filters: CallFilters): number | undefined {
  const { data } = useQuery({
    queryKey: keys.callCount(filters),
    queryFn: async () => {
      let rows: string | null = null;
      await ask(
        fetch(csvOf(filters), { method: "HEAD" }).then((response) => {
          rows = response.headers.get("X-Total-Rows");
          return { response };
        }),
      );
      return Number(rows);
    },
  });
  return data;
}
