import { notifications } from "@mantine/notifications";
import { IconChecks } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { sentenceOf } from "../api";
import { whoOf } from "../call/callWords";
import { useDesk } from "../call/desk";
import { endCall, recordOutcome } from "../call/requests";
import { useShortcuts } from "../keys";
import { type CallFilters, useSession } from "../queries";
import { Empty } from "../ui/Empty";
import { Key } from "../ui/Key";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { Call } from "../words";
import { CallTable } from "./CallTable";
import classes from "./calls.module.css";
import { FilterBar, type FilterChange } from "./FilterBar";
import { InlinePicker } from "./InlinePicker";
import { useCallPages } from "./useCallPages";

interface Props {
  filters: CallFilters;
  change: FilterChange;
  onOpen: (id: number) => void;
}

/** Every call that owes its outcome, to be cleared without a mouse. */
export function OwedCalls({ filters, change, onOpen }: Props) {
  const pages = useCallPages(filters);
  const calls = pages.calls ?? [];
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, calls.length - 1);
  const selected = calls[chosen];
  const record = useRecord();
  // The call that is still open has its picker in the call bar; one set of keys is enough.
  const { call: current, asked } = useDesk();
  const busy = asked || current?.needs_outcome === true;
  useScrollTo(at === 0 ? undefined : selected?.id);
  useShortcuts(
    [
      { keys: "j", label: "Next call", run: () => setAt(Math.min(chosen + 1, calls.length - 1)) },
      { keys: "k", label: "Previous call", run: () => setAt(Math.max(chosen - 1, 0)) },
      { keys: "o", label: "Open the call", run: () => selected && onOpen(selected.id) },
    ],
    { enabled: calls.length > 0 },
  );

  if (pages.error)
    return <LoadTrouble what="The list" error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <>
      <FilterBar filters={filters} change={change} only="rep" />
      {pages.calls && calls.length === 0 ? (
        <section className="card">
          <Empty icon={<IconChecks size={26} />} title="All caught up">
            No call owes its outcome. <Link href="/calls?tab=all">See all calls</Link>
          </Empty>
        </section>
      ) : (
        <>
          {calls.length > 0 && <KeyHints inCall={current !== null} />}
          <CallTable
            calls={pages.calls}
            mode="owed"
            selected={selected?.id ?? null}
            onSelect={(id) => setAt(calls.findIndex((call) => call.id === id))}
            onOpen={onOpen}
            more={pages}
            under={(call) =>
              !busy &&
              call.id === selected?.id &&
              call.id !== current?.id && (
                <InlinePicker
                  call={call}
                  saving={record.isPending ? record.variables.outcome : null}
                  onPick={(outcome) => record.mutate({ call, outcome })}
                />
              )
            }
          />
        </>
      )}
    </>
  );
}

/** Moving by key keeps the row in sight. */
function useScrollTo(id: number | undefined) {
  useEffect(() => {
    if (id !== undefined)
      document.querySelector(`[data-call-id="${id}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id]);
}

function useRecord() {
  const client = useQueryClient();
  const { user } = useSession();
  return useMutation({
    mutationFn: ({ call, outcome }: { call: Call; outcome: string }) =>
      call.state === "wrap_up" && call.rep?.id === user.id
        ? endCall(call, outcome)
        : recordOutcome(call, outcome),
    onSuccess: (call) => {
      notifications.show({
        message: `${whoOf(call)}: ${call.outcome?.label ?? "recorded"}`,
        autoClose: 4000,
      });
      return client.invalidateQueries({ queryKey: ["calls"] });
    },
    onError: (error) => {
      notifications.show({ color: "red", title: "Not recorded", message: sentenceOf(error) });
      void client.invalidateQueries({ queryKey: ["calls"] });
    },
  });
}

/** In a call the keys of the outcomes belong to that call. */
function KeyHints({ inCall }: { inCall: boolean }) {
  return (
    <p className={classes.hints}>
      <Key>J</Key>
      <Key>K</Key> move, <Key>O</Key> opens{inCall ? "" : ", and the key of an outcome records it"}
    </p>
  );
}
