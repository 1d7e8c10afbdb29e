import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconMapOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Problem } from "../api";
import { moment, phone } from "../format";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import type { Deal, DealPageData } from "../words";
import { ChangeDeal } from "./ChangeDeal";
import { DealHistory } from "./DealHistory";
import { PaymentChip } from "./DealList";
import { dealQuery } from "./deals";
import classes from "./deals.module.css";
import { day, isNothing, money } from "./money";
import { TransactionTable } from "./TransactionTable";
import { VoidDeal } from "./VoidDeal";

/** One deal: what it is worth, what it stands on, and what was done to it. */
export default function DealPage({ id }: { id: string }) {
  const number = /^\d{1,15}$/.test(id) ? Number(id) : 0;
  const { data, error, refetch } = useQuery(dealQuery(number));
  if (error instanceof Problem && error.status === 404) {
    return (
      <Empty icon={<IconMapOff size={24} />} title="There is no such deal" heading="h1">
        It may belong to somebody else. <Link href="/deals">All deals</Link>
      </Empty>
    );
  }
  if (error) return <LoadTrouble what="The deal" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={320} radius="lg" />;
  return <Shown page={data} />;
}

function Shown({ page }: { page: DealPageData }) {
  const { deal } = page;
  const [doing, setDoing] = useState<"change" | "void" | null>(null);
  const close = () => setDoing(null);
  return (
    <div className={classes.page}>
      <Link href="/deals" className={classes.back}>
        <IconArrowLeft size={16} aria-hidden="true" /> Deals
      </Link>
      <header className={classes.top}>
        <div>
          <h1>
            {deal.product.name} for {deal.lead.name}
          </h1>
          <PaymentChip deal={deal} />
        </div>
        {page.may_change && !deal.voided_at && (
          <div className={classes.listActions}>
            <Button variant="default" onClick={() => setDoing("change")}>
              Change
            </Button>
            <Button variant="subtle" color="red" onClick={() => setDoing("void")}>
              Void
            </Button>
          </div>
        )}
      </header>
      {deal.voided_at && (
        <Notice tone="info" title="This deal was voided and counts nowhere">
          {deal.void_reason}
        </Notice>
      )}
      {deal.disputed && !deal.voided_at && (
        <Notice tone="owed" title="A payment of this deal is disputed">
          It counts until the dispute is lost; then it is taken off.
        </Notice>
      )}
      <Facts page={page} />
      {page.transactions.length > 0 && (
        <section className={`card ${classes.tableCard}`}>
          <h2>Transactions</h2>
          <TransactionTable rows={page.transactions} ofDeal />
        </section>
      )}
      <DealHistory entries={page.history} currency={deal.currency} />
      {doing === "change" && <ChangeDeal page={page} onClose={close} />}
      {doing === "void" && <VoidDeal deal={deal} onClose={close} />}
    </div>
  );
}

function Facts({ page }: { page: DealPageData }) {
  const { deal, earlier, later } = page;
  const now = useNow(60_000);
  return (
    <section className={`card ${classes.facts}`}>
      <div className={classes.big}>
        <strong className="num">{money(deal.net, deal.currency)}</strong>
        {!isNothing(deal.returned) && (
          <span className="soft num">
            {money(deal.value, deal.currency)} less {money(deal.returned, deal.currency)} given back
          </span>
        )}
      </div>
      <dl>
        <Fact label="Date">{day(deal.date)}</Fact>
        <Fact label="Lead">
          <Link href={`/leads/${deal.lead.id}`}>{deal.lead.name}</Link>
          <span className="soft">
            {[deal.lead.organisation, phone(deal.lead.phone)].filter(Boolean).join(", ")}
          </span>
        </Fact>
        <Fact label="Closer">{deal.closer.name}</Fact>
        <Fact label="Value">{deal.transactions > 0 ? "The sum of its transactions" : "Written by hand"}</Fact>
        <Fact label="Meeting">
          {deal.meeting ? (
            <Link href={`/meetings/${deal.meeting.id}`}>{moment(deal.meeting.starts_at, now)}</Link>
          ) : (
            "Without a meeting: it counts as cash only"
          )}
        </Fact>
        {earlier && (
          <Fact label="Belongs to">
            <Named deal={earlier} />
          </Fact>
        )}
        {later.length > 0 && (
          <Fact label="Followed by">
            {later.map((one) => (
              <Named key={one.id} deal={one} />
            ))}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Named({ deal }: { deal: Deal }) {
  return (
    <Link
      href={`/deals/${deal.id}`}
      className={classes.related}
      data-gone={deal.voided_at ? true : undefined}
    >
      {deal.product.name}, {money(deal.value, deal.currency)}, {day(deal.date)}
      {deal.voided_at ? " (voided)" : ""}
    </Link>
  );
}
