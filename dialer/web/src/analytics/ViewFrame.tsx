import { Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadTrouble } from "../ui/LoadTrouble";
import classes from "./analytics.module.css";
import { type Fresh, Freshness } from "./Freshness";
import { useWhileRebuilding } from "./useWhileRebuilding";

interface Props<Answer extends Fresh> {
  /** What could not be loaded, if so. */
  what: string;
  query: UseQueryResult<Answer>;
  /** How outcomes are read here. */
  says: ReactNode;
  children: (answer: Answer) => ReactNode;
}

/** Every view says how it reads outcomes and how fresh it is, and what it waits for. */
export function ViewFrame<Answer extends Fresh>({ what, query, says, children }: Props<Answer>) {
  const { data, error, isPlaceholderData, refetch } = query;
  useWhileRebuilding(data?.rebuilding != null, refetch);
  return (
    <>
      <div className={classes.says}>
        <div className={classes.meaning}>{says}</div>
        {data && <Freshness answer={data} />}
      </div>
      {error && <LoadTrouble what={what} error={error} retry={() => void query.refetch()} />}
      {!data && !error && (
        <div role="status" aria-label={`${what} are being loaded`}>
          <Skeleton h={420} radius="lg" />
        </div>
      )}
      {data && (
        <div className={classes.view} aria-busy={isPlaceholderData} data-old={isPlaceholderData || undefined}>
          {children(data)}
        </div>
      )}
    </>
  );
}
