import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SavedViews } from "../views/SavedViews";
import { AddDeal } from "./AddDeal";
import { DealList } from "./DealList";
import { owedDealsQuery, type Tab, useShown } from "./deals";
import classes from "./deals.module.css";
import { ProductsTab } from "./ProductsTab";
import { TransactionsTab } from "./TransactionsTab";

/** What was sold, what was paid, and what there is to sell. */
export default function DealsPage() {
  const { tab, search, filters, change } = useShown();
  const { data: owed } = useQuery(owedDealsQuery);
  const [adding, setAdding] = useState(false);
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1>Deals</h1>
        <div className={classes.listActions}>
          {tab !== "products" && <SavedViews page="deals" />}
          <Button leftSection={<IconPlus size={17} />} onClick={() => setAdding(true)}>
            Add a deal
          </Button>
        </div>
      </header>
      <Tabs value={tab} onChange={(next) => change({ tab: next as Tab })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="deals">Deals</Tabs.Tab>
          <Tabs.Tab value="transactions">Transactions</Tabs.Tab>
          <Tabs.Tab value="products">Products</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="deals" pt="md">
          <DealList filters={filters} change={change} owed={owed ?? []} onAdd={() => setAdding(true)} />
        </Tabs.Panel>
        <Tabs.Panel value="transactions" pt="md">
          <TransactionsTab search={search} change={change} />
        </Tabs.Panel>
        <Tabs.Panel value="products" pt="md">
          <ProductsTab />
        </Tabs.Panel>
      </Tabs>
      {adding && <AddDeal onClose={() => setAdding(false)} />}
    </div>
  );
}
