import { Button, Skeleton } from "@mantine/core";
import { IconPlus, IconWebhook } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Empty } from "../../ui/Empty";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { AdminHead } from "../AdminHead";
import classes from "../admin.module.css";
import { HookDialog } from "./HookDialog";
import { HookLog } from "./HookLog";
import { HookTable } from "./HookTable";
import { type NewWebhook, webhooksQuery } from "./hooks";
import { SecretDialog } from "./SecretDialog";

/** Who is told of what happens here, and how telling them goes. */
export default function WebhooksPage() {
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<NewWebhook | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const { data: hooks, error, refetch } = useQuery({ ...webhooksQuery, refetchInterval: 10_000 });
  const shown = hooks?.find((hook) => hook.id === chosen) ?? hooks?.[0];
  return (
    <div className={classes.page}>
      <AdminHead
        title="Webhooks"
        actions={
          <Button leftSection={<IconPlus size={18} />} onClick={() => setAdding(true)}>
            Add a webhook
          </Button>
        }
      >
        Other programs are told what happens here as it happens: signed, and tried again for three days.
      </AdminHead>
      {error ? (
        <LoadTrouble what="The list" error={error} retry={() => void refetch()} />
      ) : !hooks ? (
        <Skeleton h={200} radius="lg" />
      ) : hooks.length === 0 ? (
        <section className="card">
          <Empty icon={<IconWebhook size={24} />} title="Nobody is told yet">
            Add the https address of a program that takes Standard Webhooks. Calls, outcomes, meetings and
            deals are sent to it as they happen.
          </Empty>
        </section>
      ) : (
        <HookTable hooks={hooks} shown={shown?.id} onShow={setChosen} onSecret={setSecret} />
      )}
      {shown && <HookLog key={shown.id} hook={shown} />}
      {adding && (
        <HookDialog
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false);
            setChosen(made.id);
            setSecret(made);
          }}
        />
      )}
      {secret && <SecretDialog hook={secret} onClose={() => setSecret(null)} />}
    </div>
  );
}
