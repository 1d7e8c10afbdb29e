import { Button } from "@mantine/core";
import { IconFilterOff, IconPhone } from "@tabler/icons-react";
import { Link } from "wouter";
import type { CallFilters } from "../queries";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import { ActiveFilters } from "./ActiveFilters";
import { CallTable } from "./CallTable";
import { FilterBar, type FilterChange } from "./FilterBar";
import { useCallPages } from "./useCallPages";

interface Props {
  filters: CallFilters;
  change: FilterChange;
  onOpen: (id: number) => void;
}

export function AllCalls({ filters, change, onOpen }: Props) {
  const pages = useCallPages(filters);
  const clear = () => change(Object.fromEntries(Object.keys(filters).map((name) => [name, null])));
  const filtered = Object.keys(filters).length > 0;
  if (pages.error)
    return <LoadTrouble what="The list" error={pages.error} retry={() => void pages.refetch()} />;
  return (
    <>
      <FilterBar filters={filters} change={change} />
      <ActiveFilters filters={filters} change={change} onClear={clear} />
      {pages.calls?.length === 0 ? (
        <section className="card">
          {filtered ? (
            <Empty icon={<IconFilterOff size={24} />} title="No calls match">
              <Button variant="subtle" onClick={clear}>
                Clear the filters
              </Button>
            </Empty>
          ) : (
            <Empty icon={<IconPhone size={24} />} title="No calls yet">
              <Link href="/dial">Make the first one</Link>
            </Empty>
          )}
        </section>
      ) : (
        <CallTable
          calls={pages.calls}
          mode="all"
          selected={null}
          onSelect={onOpen}
          onOpen={onOpen}
          more={pages}
        />
      )}
    </>
  );
}
