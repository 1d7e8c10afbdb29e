import { Button, Skeleton } from "@mantine/core";
import { IconDownload, IconFilterOff, IconReceipt2 } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, ask } from "../api";
import { phone } from "../format";
import { keys } from "../topics";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { Deal, OwedDeal } from "../words";
import { DealFilterBar } from "./DealFilterBar";
import { type Change, csvOf, type DealFilters } from "./deals";
import classes from "./deals.module.css";
import { day, isNothing, money, PAYMENT_LABELS } from "./money";
import { OwedDeals } from "./OwedDeals";
import { Totals } from "./Totals";

interface Props {
  filters: DealFilters;
  change: Change;
  owed: OwedDeal[];
  onAdd: () => void;
}

export function DealList({ filters, change, owed, onAdd }: Props) {
  const pages = useDealPages(filters);
  const deals = pages.data?.pages.flatMap((page) => page.items);
  const clear = () => change(Object.fromEntries(Object.keys(filters).map((name) => [name, null])));
  if (pages.error)
    return <LoadTrouble what="The list" error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <div className={classes.stack}>
      {owed.length > 0 && <OwedDeals owed={owed} />}
      <DealFilterBar filters={filters} change={change} />
      <div className={classes.sums}>
        <Totals filters={filters} />
        <div className={classes.listActions}>
          {Object.keys(filters).length > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              Clear filters
            </Button>
          )}
          <Button
            component="a"
            href={csvOf(filters)}
            download="deals.csv"
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={15} aria-hidden="true" />}
          >
            CSV
          </Button>
        </div>
      </div>
      {!deals && <Skeleton h={240} radius="lg" />}
      {deals?.length === 0 && (
        <Nothing filtered={Object.keys(filters).length > 0} clear={clear} add={onAdd} />
      )}
      {deals && deals.length > 0 && <DealTable deals={deals} />}
      {pages.hasNextPage && (
        <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

function useDealPages(filters: DealFilters) {
  return useInfiniteQuery({
    queryKey: keys.dealList(filters),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      ask(api.GET("/api/deals", { params: { query: { ...filters, limit: 50, cursor } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function Nothing({ filtered, clear, add }: { filtered: boolean; clear: () => void; add: () => void }) {
  return (
    <section className="card">
      {filtered ? (
        <Empty icon={<IconFilterOff size={24} />} title="No deals match">
          <Button variant="subtle" onClick={clear}>
            Clear the filters
          </Button>
        </Empty>
      ) : (
        <Empty icon={<IconReceipt2 size={24} />} title="No deals yet">
          A sale becomes a deal: its value, product and date.{" "}
          <Button variant="subtle" onClick={add}>
            Add the first one
          </Button>
        </Empty>
      )}
    </section>
  );
}

export function DealTable({ deals }: { deals: Deal[] }) {
  return (
    <section className={`card ${classes.tableCard}`}>
      <table className={classes.table} aria-label="Deals">
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Lead</th>
            <th scope="col">Product</th>
            <th scope="col">Payment</th>
            <th scope="col">Closer</th>
            <th scope="col" className={classes.right}>
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {deals.map((deal) => (
            <DealRow key={deal.id} deal={deal} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DealRow({ deal }: { deal: Deal }) {
  return (
    <tr data-gone={deal.voided_at ? true : undefined}>
      <td className="num">{day(deal.date)}</td>
      <td>
        <Link href={`/deals/${deal.id}`} className={classes.name}>
          {deal.lead.name}
        </Link>
        <span className="soft">{deal.lead.organisation || phone(deal.lead.phone)}</span>
      </td>
      <td data-label="Product">{deal.product.name}</td>
      <td data-label="Payment">
        <PaymentChip deal={deal} />
      </td>
      <td data-label="Closer">{deal.closer.name}</td>
      <td className={`num ${classes.right} ${classes.value}`}>
        <span data-void={deal.voided_at ? true : undefined}>{money(deal.value, deal.currency)}</span>
        {!isNothing(deal.returned) && (
          <span className={classes.returned}>−{money(deal.returned, deal.currency)} given back</span>
        )}
        {deal.disputed && <span className={classes.returned}>disputed</span>}
      </td>
    </tr>
  );
}

export function PaymentChip({ deal }: { deal: Deal }) {
  if (deal.voided_at) return <span className={classes.chip}>Voided</span>;
  return (
    <span className={classes.chip} data-type={deal.payment_type}>
      {PAYMENT_LABELS[deal.payment_type]}
    </span>
  );
}
