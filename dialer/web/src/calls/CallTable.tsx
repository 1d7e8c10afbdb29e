import { Button, Skeleton } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import { useMay, useSession } from "../queries";
import { useNow } from "../ui/useNow";
import type { Call } from "../words";
import { CallRow } from "./CallRow";
import classes from "./calls.module.css";

interface Props {
  /** Not known yet while undefined. */
  calls: Call[] | undefined;
  mode: "owed" | "all";
  selected: number | null;
  onSelect: (id: number) => void;
  onOpen: (id: number) => void;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  /** A box to mark the row with. */
  mark?: (call: Call) => ReactNode;
  under?: (call: Call) => ReactNode;
}

export function CallTable({ calls, mode, selected, onSelect, onOpen, more, mark, under }: Props) {
  const now = useNow(20_000);
  const others = useMay("see_team");
  const zone = useSession().company.time_zone;
  const columns = others ? 7 : 6;
  return (
    <section className={`card ${classes.tableCard}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{mode === "owed" ? "Owed for" : <When zone={zone} />}</th>
            <th scope="col">Lead</th>
            <th scope="col">Direction</th>
            <th scope="col" className={classes.right}>
              Duration
            </th>
            <th scope="col">Line</th>
            <th scope="col">Outcome</th>
            {others && <th scope="col">Rep</th>}
          </tr>
        </thead>
        <tbody>
          {!calls && <WaitingRows columns={columns} />}
          {calls?.map((call) => {
            const below = under?.(call);
            return (
              <Fragment key={call.id}>
                <CallRow
                  call={call}
                  now={now}
                  mode={mode}
                  zone={zone}
                  showRep={others}
                  mark={mark?.(call)}
                  selected={call.id === selected}
                  onSelect={() => onSelect(call.id)}
                  onOpen={() => onOpen(call.id)}
                />
                {below && (
                  <tr className={classes.under}>
                    <td colSpan={columns}>{below}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {more.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={more.isFetchingNextPage}
          onClick={() => more.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

/** The list goes by the company's days and hours, as its filters and the numbers do. */
function When({ zone }: { zone: string }) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      When
      {zone !== own && <span className="soft"> ({zone} time)</span>}
    </>
  );
}

function WaitingRows({ columns }: { columns: number }) {
  return ["a", "b", "c", "d", "e", "f"].map((row) => (
    <tr key={row}>
      <td colSpan={columns}>
        <Skeleton h={22} radius="sm" />
      </td>
    </tr>
  ));
}
