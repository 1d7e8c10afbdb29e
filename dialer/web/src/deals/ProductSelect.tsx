import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../api";
import { addProduct, productsQuery, useDealAct } from "./deals";

const NEW = "new";

/** A product from the list; a name that is not in it can be added in place. */
export function ProductSelect({
  value,
  onChange,
}: {
  value: number | null;
  onChange: (id: number | null) => void;
}) {
  const { data: products = [] } = useQuery(productsQuery(false));
  const [words, setWords] = useState("");
  const add = useDealAct(addProduct, (made) => onChange(made.id));
  const name = words.trim();
  const isKnown = products.some((one) => one.name.toLowerCase() === name.toLowerCase());
  const options = products.map((one) => ({ value: String(one.id), label: one.name }));
  return (
    <Select
      label="Product"
      placeholder={products.length === 0 ? "Type the name of the first one" : "Choose one, or type a new one"}
      required
      searchable
      value={value === null ? null : String(value)}
      data={name === "" || isKnown ? options : [...options, { value: NEW, label: `Add “${name}”` }]}
      filter={({ options: all, search }) =>
        all.filter(
          (one) =>
            "value" in one &&
            (one.value === NEW || one.label.toLowerCase().includes(search.trim().toLowerCase())),
        )
      }
      searchValue={words}
      onSearchChange={setWords}
      error={add.error ? sentenceOf(add.error) : undefined}
      disabled={add.isPending}
      onChange={(id) => {
        if (id === NEW) add.mutate(name.replace(/^Add “(.*)”$/, "$1"));
        else onChange(id === null ? null : Number(id));
      }}
    />
  );
}
