import { Button, Group, Modal, Skeleton, Stack, TextInput } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../api";
import { keys } from "../topics";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import { AdminHead } from "./AdminHead";
import classes from "./admin.module.css";
import { CopyField } from "./CopyField";
import { ScopesField } from "./ScopesField";
import { TokenTable } from "./TokenTable";

export default function TokensPage() {
  const [making, setMaking] = useState(false);
  const {
    data: tokens,
    error,
    refetch,
  } = useQuery({
    queryKey: keys.tokens,
    queryFn: async () => (await ask(api.GET("/api/tokens"))).items,
  });
  return (
    <div className={classes.page}>
      <AdminHead
        title="API tokens"
        actions={
          <Button leftSection={<IconPlus size={18} />} onClick={() => setMaking(true)}>
            Make a token
          </Button>
        }
      >
        A program sends <code>Authorization: Bearer …</code> and may do what its maker may, or only what it
        was made for. <a href="/api/docs">What the API offers</a>
      </AdminHead>
      {error ? (
        <LoadTrouble what="The list" error={error} retry={() => void refetch()} />
      ) : !tokens ? (
        <Skeleton h={200} radius="lg" />
      ) : tokens.length === 0 ? (
        <section className="card">
          <Empty icon={<IconKey size={24} />} title="No tokens yet">
            Make one for each program, so that each can be revoked alone.
          </Empty>
        </section>
      ) : (
        <TokenTable tokens={tokens} />
      )}
      {making && <NewToken onClose={() => setMaking(false)} />}
    </div>
  );
}

function NewToken({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[] | null>(null);
  const make = useMutation({
    mutationFn: () => ask(api.POST("/api/tokens", { body: { name, scopes } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>{make.data ? "Copy the token now" : "Make a token"}</strong>}
      centered
      size={520}
      closeOnClickOutside={!make.data}
    >
      {make.data ? (
        <Stack gap="md">
          <span className="soft">It is shown this once. We keep only enough of it to know it again.</span>
          <CopyField label={make.data.name} value={make.data.token} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Done
            </Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              label="Name"
              description="What it is for, so that somebody else can tell whether it is still needed."
              required
              maxLength={120}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={make.error ? sentenceOf(make.error) : undefined}
            />
            <ScopesField value={scopes} onChange={setScopes} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={make.isPending} disabled={scopes?.length === 0}>
                Make it
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
