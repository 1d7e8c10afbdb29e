import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { sentenceOf } from "../../api";
import { Notice } from "../../ui/Notice";
import { SentimentShape } from "../../ui/SentimentShape";
import type { Outcome } from "../../words";
import classes from "./catalogue.module.css";
import { restoreOutcome, useLookAgain } from "./requests";
import { GROUPS } from "./words";

interface Props {
  outcomes: Outcome[];
  mayChange: boolean;
}

/** Folded away, in gray: their calls are still there, and so can they be. */
export function DeletedOutcomes({ outcomes, mayChange }: Props) {
  const lookAgain = useLookAgain();
  const restore = useMutation({ mutationFn: restoreOutcome, onSettled: lookAgain });
  const deleted = outcomes.filter((one) => one.deleted);
  if (deleted.length === 0) return null;
  const heirOf = (one: Outcome) => outcomes.find((other) => other.key === one.merged_into)?.label;
  return (
    <details className={`card ${classes.deleted}`}>
      <summary>
        Deleted outcomes <span className="soft num">{deleted.length}</span>
      </summary>
      {restore.error && (
        <Notice tone="danger" urgent title="Not restored">
          {sentenceOf(restore.error)}
        </Notice>
      )}
      <ul>
        {deleted.map((one) => (
          <li key={one.key} data-outcome={one.key} data-gone>
            <SentimentShape sentiment={one.sentiment} gone />
            <span>
              <bdi>{one.label}</bdi>{" "}
              <span className="soft">
                {GROUPS[one.group]} · {heirOf(one) ? `counts as ${heirOf(one)}` : "counts as not connected"}
              </span>
            </span>
            {mayChange && (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Restore ${one.label}`}
                loading={restore.isPending && restore.variables === one.key}
                onClick={() => restore.mutate(one.key)}
              >
                Restore
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
