import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../queries";
import { DaysFilter, Filters, PersonFilter } from "../ui/Filters";
import { FromNumbers } from "../ui/FromNumbers";
import { SearchField } from "../ui/SearchField";
import { type Change, type DealFilters, OF_NUMBERS, productsQuery } from "./deals";
import { PAYMENT_LABELS } from "./money";

const STATES = [
  { value: "voided", label: "Voided only" },
  { value: "all", label: "Voided too" },
];
const MONEY = [
  { value: "from", label: "From transactions" },
  { value: "hand", label: "Written by hand" },
  { value: "returned", label: "Money went back" },
];

export function DealFilterBar({ filters, change }: { filters: DealFilters; change: Change }) {
  const { data: products = [] } = useQuery(productsQuery(true));
  const seesOthers = useMay("see_team");
  return (
    <Filters>
      <SearchField value={filters.q ?? ""} label="Lead or product" onChange={(q) => change({ q })} />
      <Select
        aria-label="Payment type"
        placeholder="Any payment type"
        clearable
        value={filters.payment_type ?? null}
        onChange={(payment_type) => change({ payment_type })}
        data={Object.entries(PAYMENT_LABELS).map(([value, label]) => ({ value, label }))}
      />
      <Select
        aria-label="Product"
        placeholder="Any product"
        clearable
        searchable
        value={filters.product_id ? String(filters.product_id) : null}
        onChange={(product_id) => change({ product_id })}
        data={products.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      {seesOthers && (
        <PersonFilter
          label="Closer"
          any="Everyone"
          value={filters.closer_id}
          onChange={(closer_id) => change({ closer_id })}
        />
      )}
      <Select
        aria-label="How it was paid"
        placeholder="Any money"
        clearable
        value={moneyOf(filters)}
        onChange={(picked) =>
          change({
            returned: picked === "returned" ? "true" : null,
            from_transactions: picked === "from" ? "true" : picked === "hand" ? "false" : null,
          })
        }
        data={MONEY}
      />
      <Select
        aria-label="State"
        placeholder="Standing deals"
        clearable
        value={filters.state ?? null}
        onChange={(state) => change({ state })}
        data={STATES}
      />
      <DaysFilter from={filters.from} to={filters.to} onChange={change} />
      {OF_NUMBERS.some((name) => filters[name] !== undefined) && (
        <FromNumbers onClear={() => change(Object.fromEntries(OF_NUMBERS.map((name) => [name, null])))} />
      )}
    </Filters>
  );
}

function moneyOf({ returned, from_transactions }: DealFilters): string | null {
  if (returned) return "returned";
  if (from_transactions === undefined) return null;
  return from_transactions ? "from" : "hand";
}
