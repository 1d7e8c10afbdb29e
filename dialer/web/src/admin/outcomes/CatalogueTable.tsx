import { useQuery } from "@tanstack/react-query";
import { type DragEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { assignKeys } from "../../call/pickerKeys";
import type { Outcome } from "../../words";
import { CatalogueRow } from "./CatalogueRow";
import classes from "./catalogue.module.css";
import { usageQuery } from "./requests";
import type { useReorder } from "./useReorder";
import { GROUPS, type Group } from "./words";

interface Props {
  outcomes: Outcome[];
  mayChange: boolean;
  order: ReturnType<typeof useReorder>;
  onEdit: (outcome: Outcome) => void;
  onDelete: (outcome: Outcome) => void;
}

/** One table, a body for each group. Rows move by drag, by their buttons, and by Alt and an arrow. */
export function CatalogueTable({ outcomes, mayChange, order, onEdit, onDelete }: Props) {
  const open = outcomes.filter((one) => !one.deleted);
  const keys = assignKeys(open);
  const { data: usage } = useQuery({ ...usageQuery, enabled: mayChange });
  const [dragged, setDragged] = useState<string | null>(null);
  const step = useStepping(outcomes, order.step);
  const drag = (key: string) => ({
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      setDragged(key);
    },
    onDragOver: (event: DragEvent) => dragged && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged) order.move(dragged, key);
    },
    onDragEnd: () => setDragged(null),
    onKeyDown: (event: KeyboardEvent) => {
      const by = event.altKey ? STEPS[event.key] : undefined;
      if (!by) return;
      event.preventDefault();
      step(key, by);
    },
  });
  return (
    <div className={`card ${classes.table}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Counts as</th>
            <th scope="col">What it does</th>
            {mayChange && (
              <>
                <th scope="col" title={usage && `In the last ${usage.days} days`}>
                  Calls
                </th>
                <th scope="col">
                  <span className={classes.unseen}>Order and actions</span>
                </th>
              </>
            )}
          </tr>
        </thead>
        {(Object.keys(GROUPS) as Group[]).map((group) => (
          <tbody key={group} aria-label={GROUPS[group]}>
            <tr className={classes.group}>
              <th colSpan={mayChange ? 5 : 3} scope="rowgroup">
                {GROUPS[group]}
              </th>
            </tr>
            {open
              .filter((one) => one.group === group)
              .map((outcome, place, kin) => (
                <CatalogueRow
                  key={outcome.key}
                  outcome={outcome}
                  shortcut={keys.get(outcome.key)}
                  usage={usage?.items.find((one) => one.key === outcome.key)}
                  mayChange={mayChange}
                  isFirst={place === 0}
                  isLast={place === kin.length - 1}
                  isDragged={dragged === outcome.key}
                  drag={mayChange ? drag(outcome.key) : {}}
                  onStep={(by) => step(outcome.key, by)}
                  onEdit={() => onEdit(outcome)}
                  onDelete={() => onDelete(outcome)}
                />
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** A row that moves takes the focus along, to another of its buttons where that one has nowhere left to go. */
function useStepping(outcomes: Outcome[], run: (key: string, by: -1 | 1) => void) {
  const held = useRef<Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are moved when the order of the outcomes is.
  useLayoutEffect(() => {
    const was = held.current;
    held.current = null;
    const wanted = was?.matches(":disabled") ? was.parentElement?.querySelector(":enabled") : was;
    if (wanted instanceof HTMLElement) wanted.focus();
  }, [outcomes]);
  return (key: string, by: -1 | 1) => {
    held.current = document.activeElement;
    run(key, by);
  };
}

const STEPS: Partial<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };
