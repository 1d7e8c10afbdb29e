import { Button, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api";
import { phone } from "../../format";
import { keys } from "../../topics";
import { LoadTrouble } from "../../ui/LoadTrouble";
import type { CallerId } from "../../words";
import classes from "../admin.module.css";
import { AddCallerId } from "./AddCallerId";
import { CallerIdDialog } from "./CallerIdDialog";

/** The numbers that those we call may see, and which of them they do see. */
export function CallerIds() {
  const { data, error, refetch } = useQuery({
    queryKey: keys.callerIds,
    queryFn: async () => (await ask(api.GET("/api/caller-ids"))).items,
  });
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<CallerId | null>(null);
  return (
    <section className={`card ${classes.listCard}`} aria-label="Caller IDs">
      <div className={classes.listHead}>
        <h2 className={classes.listTitle}>Caller IDs</h2>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          Add a number
        </Button>
      </div>
      {error ? (
        <LoadTrouble what="The caller IDs" error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton h={60} />
      ) : (
        <ul className={classes.teams}>
          {data.map((row) => (
            <li key={row.id} data-caller-id={row.number}>
              <strong className="num">{phone(row.number)}</strong>
              <span>
                <span className="soft">{row.label}</span>
                {row.default && <span className={classes.tag}>Shown on every call</span>}
                {row.missing_since && <span className={classes.tag}>Twilio does not know it any more</span>}
              </span>
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => setChosen(row)}
                aria-label={`Change ${phone(row.number)}`}
              >
                Change
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding && <AddCallerId onClose={() => setAdding(false)} />}
      {chosen && <CallerIdDialog row={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}
