import { Button, Select, Switch } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api";
import { count } from "../format";
import { useMay } from "../queries";
import { keys } from "../topics";
import { DaysFilter, Filters, PersonFilter } from "../ui/Filters";
import { FromNumbers } from "../ui/FromNumbers";
import { SearchField } from "../ui/SearchField";
import { csvOf, type MeetingFilters, OF_NUMBERS, type useShown } from "./filters";
import classes from "./meetings.module.css";
import { KIND_WORDS } from "./meetingWords";
import { useMeetingChoices } from "./requests";

export function MeetingFilterBar({ shown }: { shown: ReturnType<typeof useShown> }) {
  const { filters, tab, change, showsCancelled } = shown;
  const choices = useMeetingChoices();
  const seesTeam = useMay("see_team");
  return (
    <>
      <Filters mb="sm">
        <SearchField
          value={filters.q ?? ""}
          label="Search"
          placeholder="Lead, host or number"
          onChange={(q) => change({ q })}
        />
        <Select
          aria-label="Kind"
          placeholder="Both kinds"
          clearable
          value={filters.kind ?? null}
          onChange={(kind) => change({ kind })}
          data={Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))}
        />
        {tab === "past" && (
          <Select
            aria-label="Outcome"
            placeholder="Any outcome"
            clearable
            value={filters.outcome ?? null}
            onChange={(outcome) => change({ outcome, missing_outcome: null })}
            data={choices.flatMap(({ outcomes }) =>
              outcomes.map(({ outcome, label }) => ({ value: outcome, label })),
            )}
          />
        )}
        {seesTeam && (
          <PersonFilter
            label="Host"
            any="Every host"
            value={filters.host_id}
            onChange={(host_id) => change({ host_id })}
          />
        )}
        <DaysFilter from={filters.from} to={filters.to} onChange={change} />
      </Filters>
      <div className={classes.active}>
        <Count filters={filters} />
        {OF_NUMBERS.some((name) => filters[name] !== undefined) && (
          <FromNumbers onClear={() => change(Object.fromEntries(OF_NUMBERS.map((name) => [name, null])))} />
        )}
        {tab === "past" ? (
          <Switch
            label="Only those without an outcome"
            checked={filters.missing_outcome === true}
            onChange={(event) =>
              change({ missing_outcome: event.currentTarget.checked ? "true" : null, outcome: null })
            }
          />
        ) : (
          <Switch
            label="Show cancelled"
            checked={showsCancelled}
            onChange={(event) => change({ cancelled: event.currentTarget.checked ? "true" : null })}
          />
        )}
        <Button
          component="a"
          href={csvOf(filters)}
          download="meetings.csv"
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={15} aria-hidden="true" />}
        >
          CSV
        </Button>
      </div>
    </>
  );
}

/** The file's heading says how many rows it has; nothing of the file is read. */
function Count({ filters }: { filters: MeetingFilters }) {
  const { data } = useQuery({
    queryKey: keys.meetingCount(filters),
    queryFn: async () => {
      let rows: string | null = null;
      await ask(
        fetch(csvOf(filters), { method: "HEAD" }).then((response) => {
          rows = response.headers.get("X-Total-Rows");
          return { response };
        }),
      );
      return Number(rows);
    },
  });
  return (
    <span className="num" data-testid="meeting-count" aria-live="polite">
      {data === undefined ? "" : `${count(data)} ${data === 1 ? "meeting" : "meetings"}`}
    </span>
  );
}
