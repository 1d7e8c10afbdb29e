import { Checkbox, TextInput } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { ConflictNotice } from "../call/ConflictNotice";
import { whoOf } from "../call/callWords";
import { useDesk } from "../call/desk";
import type { Choice } from "../call/requests";
import { useShortcuts } from "../keys";
import { type CallFilters, useMay, useOutcomes, useSession } from "../queries";
import { Empty } from "../ui/Empty";
import { Key } from "../ui/Key";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { Call } from "../words";
import { BulkBar } from "./BulkBar";
import { CallTable } from "./CallTable";
import classes from "./calls.module.css";
import { FilterBar, type FilterChange } from "./FilterBar";
import { InlinePicker } from "./InlinePicker";
import { LastRecorded } from "./LastRecorded";
import { OwedByRep } from "./OwedByRep";
import { OwedMeetings } from "./OwedMeetings";
import { useCallPages } from "./useCallPages";
import { isNoAnswer, useChosen } from "./useChosen";
import { useRecordOwed } from "./useRecordOwed";

interface Props {
  filters: CallFilters;
  change: FilterChange;
  onOpen: (id: number) => void;
}

/** Every call that owes its outcome, the oldest first, to be cleared without a mouse. */
export function OwedCalls({ filters, change, onOpen }: Props) {
  const pages = useCallPages(filters);
  const calls = pages.calls ?? [];
  const { user } = useSession();
  const seesTeam = useMay("see_team");
  const { at, selected, goTo, moved } = useCursor(calls);
  const rows = useChosen(calls);
  const [last, setLast] = useLast();
  const { saving, record, conflict, settle } = useRecordOwed(setLast);
  const reason = useReason();
  // The call that is still open has its picker in the call bar; one set of keys is enough.
  const { call: current, asked } = useDesk();
  const busy = asked || current?.needs_outcome === true;
  const others = calls.some((call) => call.rep?.id !== user.id);
  useScrollTo(moved ? selected?.id : undefined);
  useShortcuts(
    [
      { keys: "j", label: "Next call", run: () => goTo(at + 1) },
      { keys: "k", label: "Previous call", run: () => goTo(at - 1) },
      { keys: "o", label: "Open the call", run: () => selected && onOpen(selected.id) },
      { keys: "x", label: "Mark the call, if nobody answered", run: () => selected && rows.toggle(selected) },
    ],
    { enabled: calls.length > 0 },
  );
  const pick = (call: Call, choice: Choice) => {
    if (call.rep?.id === user.id) record(call, choice);
    else if (reason.given) record(call, { ...choice, reason: reason.given });
    else reason.ask();
  };

  if (pages.error)
    return <LoadTrouble what="The list" error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <>
      <OwedMeetings />
      {seesTeam && <OwedByRep repId={filters.rep_id} change={change} />}
      <FilterBar filters={filters} change={change} only="rep" />
      {last && <LastRecorded call={last} onUndone={() => setLast(null)} onOpen={onOpen} />}
      {conflict && <OwedConflict conflict={conflict} onSettle={settle} />}
      {pages.calls && calls.length === 0 ? (
        <AllDone />
      ) : (
        <>
          {calls.length > 0 && <KeyHints inCall={current !== null} />}
          {others && reason.field}
          <BulkBar rows={rows} reason={others ? reason.given : undefined} />
          <CallTable
            calls={pages.calls}
            mode="owed"
            selected={selected?.id ?? null}
            onSelect={(id) => goTo(calls.findIndex((call) => call.id === id))}
            onOpen={onOpen}
            more={pages}
            mark={(call) =>
              isNoAnswer(call) && (
                <Checkbox
                  size="xs"
                  aria-label={`Mark the call with ${whoOf(call)}`}
                  checked={rows.chosen.includes(call)}
                  onChange={() => rows.toggle(call)}
                  onClick={(event) => event.stopPropagation()}
                />
              )
            }
            under={(call) =>
              !busy &&
              call.id === selected?.id &&
              call.id !== current?.id && (
                <InlinePicker
                  key={call.id}
                  call={call}
                  saving={saving}
                  onPick={(choice) => pick(call, choice)}
                />
              )
            }
          />
        </>
      )}
    </>
  );
}

/** The row the keys speak of. It keeps its place when the row before it is done and leaves. */
function useCursor(calls: Call[]) {
  const [wanted, setWanted] = useState(0);
  const at = Math.max(0, Math.min(wanted, calls.length - 1));
  const goTo = (row: number) => setWanted(Math.max(0, Math.min(row, calls.length - 1)));
  return { at, selected: calls[at], goTo, moved: wanted !== 0 };
}

const SHOWN_MS = 10_000;

/** What was recorded a moment ago. */
function useLast() {
  const [last, setLast] = useState<Call | null>(null);
  useEffect(() => {
    if (!last) return;
    const timer = setTimeout(() => setLast(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [last]);
  return [last, setLast] as const;
}

/** Why somebody else than the rep decides; asked for once, kept for the next row. */
function useReason() {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const given = text.trim() || undefined;
  return {
    given,
    ask: () => {
      setMissing(true);
      input.current?.focus();
    },
    field: (
      <TextInput
        ref={input}
        className={classes.reason}
        label="Reason for deciding other people's calls"
        description="Kept in each call's history and in the audit log."
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => ["Enter", "Escape"].includes(event.key) && input.current?.blur()}
        error={missing && !given ? "Say why first, then pick the outcome." : undefined}
      />
    ),
  };
}

function OwedConflict(props: Pick<Parameters<typeof ConflictNotice>[0], "conflict" | "onSettle">) {
  return <ConflictNotice {...props} outcomes={useOutcomes()} />;
}

function AllDone() {
  return (
    <section className="card">
      <Empty icon={<IconChecks size={26} />} title="All caught up">
        No call owes its outcome. <Link href="/calls?tab=all">See all calls</Link>
      </Empty>
    </section>
  );
}

/** Moving by key keeps the row in sight. */
function useScrollTo(id: number | undefined) {
  useEffect(() => {
    if (id !== undefined)
      document.querySelector(`[data-call-id="${id}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id]);
}

/** In a call the keys of the outcomes belong to that call. */
function KeyHints({ inCall }: { inCall: boolean }) {
  return (
    <p className={classes.hints}>
      <Key>J</Key>
      <Key>K</Key> move, <Key>O</Key> opens, <Key>X</Key> marks
      {inCall ? "" : ", and the key of an outcome picks it"}
    </p>
  );
}
