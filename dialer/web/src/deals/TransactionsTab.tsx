import { Button, Select, Skeleton } from "@mantine/core";
import { IconCreditCard, IconFilterOff } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ask } from "../api";
import { useMay } from "../queries";
import { keys } from "../topics";
import { Empty } from "../ui/Empty";
import { Filters } from "../ui/Filters";
import { LoadTrouble } from "../ui/LoadTrouble";
import { SearchField } from "../ui/SearchField";
import type { Transaction } from "../words";
import type { Change, TransactionFilters } from "./deals";
import classes from "./deals.module.css";
import { MatchLead } from "./MatchLead";
import { TransactionTable } from "./TransactionTable";

const SHOWN = {
  unmatched: { matched: false },
  unused: { unused: true },
  used: { unused: false },
} as const;
const LABELS = [
  { value: "unmatched", label: "Without a lead" },
  { value: "unused", label: "In no deal" },
  { value: "used", label: "In a deal" },
];

/** What was paid. Payments that belong to nobody yet are matched by hand. */
export function TransactionsTab({ search, change }: { search: URLSearchParams; change: Change }) {
  const which = search.get("paid");
  const words = search.get("q") ?? "";
  const filters: TransactionFilters = {
    ...(which && which in SHOWN ? SHOWN[which as keyof typeof SHOWN] : {}),
    ...(words ? { q: words } : {}),
  };
  const [matching, setMatching] = useState<Transaction | null>(null);
  const pages = usePages(filters);
  const rows = pages.data?.pages.flatMap((page) => page.items);
  const filtered = Object.keys(filters).length > 0;
  if (pages.error)
    return <LoadTrouble what="The list" error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <div className={classes.stack}>
      <Filters>
        <SearchField value={words} label="Payer or number" onChange={(q) => change({ q })} />
        <Select
          aria-label="Which transactions"
          placeholder="All transactions"
          clearable
          value={which}
          onChange={(paid) => change({ paid })}
          data={LABELS}
        />
      </Filters>
      {!rows && <Skeleton h={240} radius="lg" />}
      {rows?.length === 0 && (filtered ? <NoMatch change={change} /> : <NonePaid />)}
      {rows && rows.length > 0 && (
        <section className={`card ${classes.tableCard}`}>
          <TransactionTable rows={rows} onMatch={setMatching} />
        </section>
      )}
      {pages.hasNextPage && (
        <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          Show more
        </Button>
      )}
      {matching && <MatchLead row={matching} onClose={() => setMatching(null)} />}
    </div>
  );
}

function usePages(filters: TransactionFilters) {
  return useInfiniteQuery({
    queryKey: keys.transactions({ ...filters, pages: true }),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      ask(api.GET("/api/transactions", { params: { query: { ...filters, limit: 50, cursor } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function NoMatch({ change }: { change: Change }) {
  return (
    <section className="card">
      <Empty icon={<IconFilterOff size={24} />} title="No transactions match">
        <Button variant="subtle" onClick={() => change({ paid: null, q: null })}>
          Clear the filters
        </Button>
      </Empty>
    </section>
  );
}

function NonePaid() {
  const mayConnect = useMay("manage_payments");
  return (
    <section className="card">
      <Empty icon={<IconCreditCard size={24} />} title="No payments have arrived">
        {mayConnect ? (
          <>
            Connect Stripe, or any program by Zapier or Make: <Link href="/admin/payments">Payments</Link>
          </>
        ) : (
          "They appear here once an admin has connected Stripe or another processor."
        )}
      </Empty>
    </section>
  );
}
