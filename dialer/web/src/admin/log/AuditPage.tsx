import { Button, Skeleton } from "@mantine/core";
import { IconDownload, IconFilterOff, IconHistoryOff } from "@tabler/icons-react";
import { Empty } from "../../ui/Empty";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { AdminHead } from "../AdminHead";
import classes from "../admin.module.css";
import { AuditFilters } from "./AuditFilters";
import { AuditRow } from "./AuditRow";
import { csvUrl, NO_FILTERS, useAuditFilters, useAuditPages } from "./filters";
import { useSubjectNames } from "./subjects";

export default function AuditPage() {
  const { filters, change } = useAuditFilters();
  const pages = useAuditPages(filters);
  const entries = pages.data?.pages.flatMap((page) => page.items);
  const nameOf = useSubjectNames();
  const filtered = Object.keys(filters).length > 0;
  return (
    <div className={classes.page}>
      <AdminHead
        title="Audit log"
        actions={
          <Button
            component="a"
            href={csvUrl(filters)}
            download
            variant="default"
            leftSection={<IconDownload size={18} />}
          >
            Download as CSV
          </Button>
        }
      >
        Who changed what, from what to what, when and from where. Nobody can change or delete an entry.
      </AdminHead>
      <AuditFilters filters={filters} change={change} />
      {pages.error ? (
        <LoadTrouble what="The log" error={pages.error} retry={() => void pages.refetch()} />
      ) : !entries ? (
        <Skeleton h={320} radius="lg" />
      ) : entries.length === 0 ? (
        <section className="card">
          {filtered ? (
            <Empty icon={<IconFilterOff size={24} />} title="Nothing matches">
              <Button variant="subtle" onClick={() => change(NO_FILTERS)}>
                Clear the filters
              </Button>
            </Empty>
          ) : (
            <Empty icon={<IconHistoryOff size={24} />} title="Nothing has been changed yet" />
          )}
        </section>
      ) : (
        <section className={`card ${classes.listCard}`} aria-label="Entries">
          <table className={classes.list}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Before → after</th>
                <th scope="col">From</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <AuditRow key={entry.id} entry={entry} nameOf={nameOf} narrow={change} />
              ))}
            </tbody>
          </table>
          {pages.hasNextPage && (
            <Button
              variant="subtle"
              fullWidth
              loading={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </section>
      )}
    </div>
  );
}
