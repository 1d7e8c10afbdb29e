import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../api";
import { releaseCall } from "../call/requests";
import { keys } from "../topics";
import { Notice } from "../ui/Notice";
import type { Call } from "../words";
import classes from "./calls.module.css";

/** Frees a rep who cannot finish a call. The call keeps owing its outcome, and the reason is kept. */
export function ReleaseForm({ call }: { call: Call }) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const release = useMutation({
    mutationFn: () => releaseCall(call.id, reason.trim()),
    onSuccess: (saved) => client.setQueryData(keys.call(saved.id), saved),
    onSettled: () => client.invalidateQueries({ queryKey: ["calls"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    release.mutate();
  };
  return (
    <Notice tone="owed" title={`${call.rep?.name ?? "Nobody"} has not ended this call`}>
      <form className={classes.release} onSubmit={submit}>
        <TextInput
          label="Reason for releasing it"
          description="The rep can dial again. The call stays listed as missing its outcome."
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={release.error ? sentenceOf(release.error) : undefined}
        />
        <Button type="submit" color="yellow" variant="light" loading={release.isPending}>
          Release the call
        </Button>
      </form>
    </Notice>
  );
}
