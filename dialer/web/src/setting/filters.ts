import { useSearchParams } from "wouter";
import type { Standing } from "../words";

export type MeetingFilter = "coming" | "past" | "none";

/** What the list is narrowed to, beside how the leads stand. */
export interface SettingFilters {
  owner_id?: number | "none";
  last_outcome?: string;
  meeting?: MeetingFilter;
  do_not_call?: boolean;
  q?: string;
  from?: string;
  to?: string;
}

export type Change = (changes: Record<string, string | number | null>) => void;

const STANDINGS: Standing[] = ["potential", "qualified", "disqualified"];
const MEETINGS: MeetingFilter[] = ["coming", "past", "none"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the address asks for; nonsense in it is left out. */
export function readSetting(search: URLSearchParams): { standing: Standing; filters: SettingFilters } {
  const word = (name: string) => search.get(name) ?? "";
  const day = (name: string) => (DAY.test(word(name)) ? word(name) : undefined);
  const owner = word("owner_id");
  const all: SettingFilters = {
    owner_id: owner === "none" ? "none" : /^\d{1,15}$/.test(owner) ? Number(owner) : undefined,
    last_outcome: word("last_outcome").slice(0, 64) || undefined,
    meeting: MEETINGS.find((one) => one === word("meeting")),
    do_not_call: ["true", "false"].includes(word("do_not_call")) ? word("do_not_call") === "true" : undefined,
    q: word("q").slice(0, 200) || undefined,
    from: day("from"),
    to: day("to"),
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return {
    standing: STANDINGS.find((one) => one === word("standing")) ?? "potential",
    filters: Object.fromEntries(given),
  };
}

export function useSetting() {
  const [search, setSearch] = useSearchParams();
  const change: Change = (changes) =>
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null || value === "") next.delete(name);
          else next.set(name, String(value));
        }
        return next;
      },
      { replace: true },
    );
  const { standing, filters } = readSetting(search);
  const clear = () => change(Object.fromEntries(Object.keys(filters).map((name) => [name, null])));
  return { standing, filters, change, clear };
}

/** Exactly the leads of the list, as a file. */
export function csvOf(standing: Standing, filters: SettingFilters): string {
  const given = Object.entries({ standing, ...filters }).map(([name, value]) => [name, String(value)]);
  return `/api/appointment-setting.csv?${new URLSearchParams(given)}`;
}
