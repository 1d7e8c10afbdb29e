import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../../topics";
import type { Outcome } from "../../words";
import { moved, neighbour, ordered } from "./order";
import { orderOutcomes } from "./requests";
import { GROUPS } from "./words";

/** Moving outcomes: shown at once, said to screen readers, taken back if the server says no. */
export function useReorder(outcomes: Outcome[]) {
  const client = useQueryClient();
  const [said, setSaid] = useState("");
  const save = useMutation({
    mutationFn: orderOutcomes,
    onSuccess: (items) => client.setQueryData(keys.outcomes, items),
    onError: () => client.invalidateQueries({ queryKey: keys.outcomes }),
  });
  const move = (key: string, to: string | undefined) => {
    if (!to) return;
    const order = moved(outcomes, key, to);
    const shown = ordered(outcomes, order);
    client.setQueryData(keys.outcomes, shown);
    setSaid(placeWords(shown, key));
    save.mutate(order);
  };
  const step = (key: string, by: -1 | 1) => move(key, neighbour(outcomes, key, by));
  return { move, step, said, trouble: save.error };
}

function placeWords(outcomes: Outcome[], key: string): string {
  const own = outcomes.find((one) => one.key === key);
  if (!own) return "";
  const kin = outcomes.filter((one) => !one.deleted && one.group === own.group);
  return `${own.label}: ${kin.indexOf(own) + 1} of ${kin.length} in ${GROUPS[own.group]}`;
}
