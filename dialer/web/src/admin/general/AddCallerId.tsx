import { Button, Group, Loader, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../../api";
import { phone } from "../../format";
import { keys } from "../../topics";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";

/** One of the numbers that the Twilio account has just been asked for. */
export function AddCallerId({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const known = useQuery({
    queryKey: [...keys.callerIds, "known"],
    gcTime: 0,
    staleTime: 0,
    retry: false,
    queryFn: async () => (await ask(api.POST("/api/caller-ids/check"))).items,
  });
  const [number, setNumber] = useState<string | null>(null);
  const [label, setLabel] = useState("");
  const add = useMutation({
    mutationFn: () => ask(api.POST("/api/caller-ids", { body: { number: number ?? "", label } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.callerIds, exact: true });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const free = known.data?.filter((each) => !each.added);
  return (
    <Modal opened onClose={onClose} title={<strong>Add a number</strong>} centered>
      {known.error && (
        <LoadTrouble what="Your numbers" error={known.error} retry={() => void known.refetch()} />
      )}
      {known.isPending && <Loader aria-label="Asking Twilio" />}
      {free?.length === 0 && (
        <Notice tone="info" title="Your Twilio account has no other number">
          Buy one there, or verify one of another carrier as a caller ID, then come back.
        </Notice>
      )}
      {free && free.length > 0 && (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Select
              label="Number"
              description="The numbers that your Twilio account has."
              searchable
              required
              data={free.map((each) => ({ value: each.number, label: phone(each.number) }))}
              value={number}
              onChange={setNumber}
            />
            <TextInput
              label="Label"
              maxLength={120}
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            {add.error && (
              <Notice tone="danger" urgent title="Not added">
                {sentenceOf(add.error)}
              </Notice>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={add.isPending} disabled={number === null}>
                Add
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
