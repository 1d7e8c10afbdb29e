import { Button, Skeleton, Switch, TextInput } from "@mantine/core";
import { IconDownload, IconPackage } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { api, ask, sentenceOf } from "../api";
import { count } from "../format";
import { useMay } from "../queries";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import { SearchField } from "../ui/SearchField";
import type { Product } from "../words";
import { addProduct, productsCsv, productsQuery, useDealAct } from "./deals";
import classes from "./deals.module.css";
import { money } from "./money";
import { Totals } from "./Totals";

/** What there is to sell. Who closes may add; managers and admins rename and archive. */
export function ProductsTab() {
  const [archived, setArchived] = useState(false);
  const [words, setWords] = useState("");
  const { data, error, refetch } = useQuery(productsQuery(archived));
  if (error) return <LoadTrouble what="The list" error={error} retry={() => void refetch()} />;
  const shown = data?.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  return (
    <div className={classes.stack}>
      <div className={classes.productBar}>
        <AddProduct />
        <SearchField label="Find a product" value={words} onChange={setWords} />
        <Switch
          label="Show archived"
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
      </div>
      <div className={classes.sums}>
        {words ? (
          <span>{`${count(shown?.length ?? 0)} of ${count(data?.length ?? 0)} products`}</span>
        ) : (
          <Totals filters={{}} />
        )}
        <Button
          component="a"
          href={productsCsv(archived, words)}
          download="products.csv"
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={15} aria-hidden="true" />}
        >
          CSV
        </Button>
      </div>
      {!data && <Skeleton h={160} radius="lg" />}
      {data?.length === 0 && (
        <section className="card">
          <Empty icon={<IconPackage size={24} />} title="No products yet">
            Add what you sell; every deal names one.
          </Empty>
        </section>
      )}
      {data && data.length > 0 && shown?.length === 0 && (
        <section className="card">
          <Empty icon={<IconPackage size={24} />} title="No product is called that">
            Look for a part of its name, or show archived ones, too.
          </Empty>
        </section>
      )}
      {shown && shown.length > 0 && (
        <ul className={`card ${classes.products}`} aria-label="Products">
          {shown.map((product) => (
            <ProductRow key={product.id} product={product} />
          ))}
        </ul>
      )}
    </div>
  );
}

function AddProduct() {
  const [name, setName] = useState("");
  const add = useDealAct(addProduct, () => setName(""));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) add.mutate(name.trim());
  };
  return (
    <form onSubmit={submit} className={classes.inline}>
      <TextInput
        aria-label="Name of a new product"
        placeholder="Name of a new product"
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={add.error ? sentenceOf(add.error) : undefined}
      />
      <Button type="submit" variant="default" loading={add.isPending} disabled={!name.trim()}>
        Add
      </Button>
    </form>
  );
}

function ProductRow({ product }: { product: Product }) {
  const mayManage = useMay("manage_deals");
  const [renaming, setRenaming] = useState(false);
  const [name, setName] = useState(product.name);
  const change = useDealAct(
    (body: { name?: string; archived?: boolean }) =>
      ask(api.PATCH("/api/products/{product_id}", { params: { path: { product_id: product.id } }, body })),
    () => setRenaming(false),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name: name.trim() });
  };
  return (
    <li data-gone={product.archived || undefined}>
      {renaming ? (
        <form onSubmit={submit} className={classes.inline}>
          <TextInput
            aria-label="New name"
            autoFocus
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Escape" && setRenaming(false)}
          />
          <Button type="submit" loading={change.isPending} disabled={!name.trim()}>
            Rename
          </Button>
          <Button variant="subtle" onClick={() => setRenaming(false)}>
            Cancel
          </Button>
        </form>
      ) : (
        <>
          <span>
            <strong>{product.name}</strong>
            {product.archived && <span className={classes.chip}>Archived</span>}
          </span>
          <Link href={`/deals?product_id=${product.id}`} className="num">
            {count(product.deals)} {product.deals === 1 ? "deal" : "deals"}
          </Link>
          <span className={`num ${classes.sold}`}>
            {product.sold.map(({ currency, all }) => money(all.net, currency)).join(", ")}
          </span>
          {mayManage && (
            <span className={classes.listActions}>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`Rename ${product.name}`}
                onClick={() => setRenaming(true)}
              >
                Rename
              </Button>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`${product.archived ? "Offer again" : "Archive"} ${product.name}`}
                loading={change.isPending}
                onClick={() => change.mutate({ archived: !product.archived })}
              >
                {product.archived ? "Offer again" : "Archive"}
              </Button>
            </span>
          )}
        </>
      )}
      {change.error && <Notice tone="danger">{sentenceOf(change.error)}</Notice>}
    </li>
  );
}
