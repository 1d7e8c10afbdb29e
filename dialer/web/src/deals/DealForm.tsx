import { Button, Group, Radio, SegmentedControl, Select, Skeleton, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask, sentenceOf } from "../api";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import type { Deal, PaymentType, Proposal, Transaction } from "../words";
import { type DealOf, proposalQuery, useDealAct } from "./deals";
import classes from "./deals.module.css";
import { amiss, bodyOf, type Draft, draftOf, isReady, newDraft, worth } from "./draft";
import { day, money } from "./money";
import { PickTransactions } from "./PickTransactions";
import { ProductSelect } from "./ProductSelect";

interface Props {
  /** Whose deal it is: the meeting whose sale it becomes, or a lead. */
  of: DealOf;
  /** The deal to be changed; a new one without it. */
  change?: { deal: Deal; transactions: Transaction[] };
  /** What the button that saves says. */
  action?: string;
  cancel?: string;
  onSaved: (deal: Deal) => void;
  onCancel?: () => void;
}

/** A deal's value, date, product and payment type. The last step of a sale, and a form of its own. */
export function DealForm(props: Props) {
  const { data, error, refetch } = useQuery(proposalQuery(props.of));
  if (error) return <LoadTrouble what="The form" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={320} radius="md" />;
  return <Filled {...props} proposal={data} />;
}

function Filled({ of, change, action, cancel, onSaved, onCancel, proposal }: Props & { proposal: Proposal }) {
  const [draft, setDraft] = useState<Draft>(() =>
    change ? draftOf(change.deal, change.transactions) : newDraft(proposal.today, proposal.payment_type),
  );
  const [picked, setPicked] = useState<Transaction[]>(change?.transactions ?? []);
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const save = useDealAct(() => send(of, draft, change?.deal), onSaved);
  const currency = change?.deal.currency ?? proposal.currency;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (isReady(draft, proposal.decimals)) save.mutate(undefined);
  };
  return (
    <form onSubmit={submit} aria-label="Deal">
      <Stack gap="md">
        <Worth
          draft={draft}
          set={set}
          currency={currency}
          decimals={proposal.decimals}
          leadId={proposal.lead.id}
          dealId={change?.deal.id}
          picked={picked}
          setPicked={setPicked}
        />
        <div className={classes.two}>
          <TextInput
            label="Deal date"
            type="date"
            required
            max={proposal.today}
            value={draft.date}
            onChange={(event) => set({ date: event.currentTarget.value })}
          />
          <ProductSelect value={draft.productId} onChange={(productId) => set({ productId })} />
        </div>
        <PaymentTypes
          proposal={proposal}
          value={draft.paymentType}
          onChange={(paymentType) => set({ paymentType })}
        />
        <Earlier
          deals={proposal.earlier.filter((deal) => deal.id !== change?.deal.id)}
          value={draft.earlierId}
          onChange={(earlierId) => set({ earlierId })}
        />
        {save.error && (
          <Notice tone="danger" urgent title="Not saved">
            {sentenceOf(save.error)}
          </Notice>
        )}
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {cancel ?? "Cancel"}
            </Button>
          )}
          <Button type="submit" loading={save.isPending} disabled={!isReady(draft, proposal.decimals)}>
            {action ?? (change ? "Save" : "Add the deal")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function send(of: DealOf, draft: Draft, deal?: Deal): Promise<Deal> {
  if (!deal) return ask(api.POST("/api/deals", { body: { ...of, ...bodyOf(draft) } }));
  return ask(
    api.PATCH("/api/deals/{deal_id}", {
      params: { path: { deal_id: deal.id } },
      body: { ...bodyOf(draft), version: deal.version },
    }),
  );
}

interface WorthProps {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  currency: string;
  decimals: number;
  leadId: number;
  dealId?: number;
  picked: Transaction[];
  setPicked: (rows: Transaction[]) => void;
}

function Worth({ draft, set, currency, decimals, leadId, dealId, picked, setPicked }: WorthProps) {
  return (
    <div className={classes.worth}>
      <SegmentedControl
        aria-label="Where the value comes from"
        fullWidth
        value={draft.source}
        onChange={(source) => set({ source: source as Draft["source"] })}
        data={[
          { value: "value", label: "Value" },
          { value: "transactions", label: "Add from transactions" },
        ]}
      />
      {draft.source === "value" ? (
        <TextInput
          label={`Deal value in ${currency}`}
          required
          data-autofocus
          inputMode="decimal"
          autoComplete="off"
          placeholder={(0).toFixed(decimals)}
          value={draft.value}
          error={amiss(draft.value, decimals) ?? undefined}
          onChange={(event) => set({ value: event.currentTarget.value })}
        />
      ) : (
        <>
          <PickTransactions
            leadId={leadId}
            currency={currency}
            dealId={dealId}
            chosen={draft.transactions}
            onChange={(rows) => {
              setPicked(rows);
              set({ transactions: rows.map((row) => row.id) });
            }}
          />
          {picked.length > 0 && (
            <p className={classes.worthSum}>
              Deal value <strong className="num">{money(worth(picked), currency)}</strong>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function PaymentTypes(props: {
  proposal: Proposal;
  value: PaymentType;
  onChange: (kind: PaymentType) => void;
}) {
  const { proposal, value, onChange } = props;
  return (
    <Radio.Group
      label="Payment type"
      description={proposal.is_customer ? `${proposal.lead.name} is a customer already.` : undefined}
      value={value}
      onChange={(kind) => onChange(kind as PaymentType)}
    >
      <div className={classes.kinds}>
        {proposal.payment_types.map((kind) => (
          <Radio
            key={kind.payment_type}
            value={kind.payment_type}
            label={kind.payment_type === proposal.payment_type ? `${kind.label} (proposed)` : kind.label}
            description={kind.meaning}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

function Earlier(props: { deals: Deal[]; value: number | null; onChange: (id: number | null) => void }) {
  if (props.deals.length === 0) return null;
  return (
    <Select
      label="Belongs to an earlier deal"
      placeholder="No, it stands alone"
      clearable
      value={props.value === null ? null : String(props.value)}
      onChange={(id) => props.onChange(id === null ? null : Number(id))}
      data={props.deals.map((deal) => ({
        value: String(deal.id),
        label: `${deal.product.name}, ${money(deal.value, deal.currency)}, ${day(deal.date)}`,
      }))}
    />
  );
}
