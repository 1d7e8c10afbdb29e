import { Button, Divider } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { keys } from "../../topics";
import { Notice } from "../../ui/Notice";
import type { Person } from "../../words";
import classes from "../admin.module.css";
import { Confirm } from "../Confirm";

/** Deactivating somebody, after saying what that ends; or letting them in again. */
export function Leaving({ person, onDone }: { person: Person; onDone: () => void }) {
  const [asking, setAsking] = useState(false);
  const change = useChange(person, onDone);
  if (!person.active) {
    return (
      <>
        <Divider />
        <div className={classes.leaving}>
          <span className="soft">They cannot sign in. Old devices and API tokens stay signed out.</span>
          <Button variant="default" loading={change.isPending} onClick={() => change.mutate("reactivate")}>
            Reactivate
          </Button>
        </div>
        {change.error && (
          <Notice tone="danger" urgent title="Not changed">
            {sentenceOf(change.error)}
          </Notice>
        )}
      </>
    );
  }
  return (
    <>
      <Divider />
      <div className={classes.leaving}>
        <span className="soft">Somebody who leaves is deactivated. Their calls and numbers stay.</span>
        <Button variant="light" color="red" onClick={() => setAsking(true)}>
          Deactivate
        </Button>
      </div>
      {asking && (
        <Confirm
          title={`Deactivate ${person.name}?`}
          action="Deactivate"
          danger
          busy={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate("deactivate")}
          onClose={() => setAsking(false)}
        >
          <ul className={classes.plainList}>
            <li>Every device of theirs is signed out at once, and their API tokens stop working.</li>
            <li>
              A call they are on is hung up. Open calls are released and stay listed as owing an outcome.
            </li>
            <li>Nobody who calls in is put through to them.</li>
          </ul>
        </Confirm>
      )}
    </>
  );
}

function useChange(person: Person, onDone: () => void) {
  const client = useQueryClient();
  const params = { path: { user_id: person.id } };
  return useMutation({
    mutationFn: (what: "deactivate" | "reactivate") =>
      what === "deactivate"
        ? ask(api.POST("/api/users/{user_id}/deactivate", { params }))
        : ask(api.POST("/api/users/{user_id}/reactivate", { params })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.users });
      void client.invalidateQueries({ queryKey: ["calls"] });
      onDone();
    },
  });
}
