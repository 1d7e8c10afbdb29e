import { Button, Select } from "@mantine/core";
import { useChoices, useSalesChoices } from "../choices";
import { useMay, useOutcomes } from "../queries";
import { DayField, PersonFilter } from "../ui/Filters";
import classes from "./analytics.module.css";
import {
  type Change,
  presetOf,
  type Question,
  type Range,
  type SalesSplit,
  type View,
  withDay,
} from "./range";

interface Props {
  question: Question;
  known: Record<string, Range>;
  change: Change;
}

type OfSales = "closer_id" | "setter_id" | "event_type_id";
type Filter = OfSales | "rep_id" | "team_id" | "flow_id" | "outcome" | "direction";

const EVERY: Filter[] = ["rep_id", "team_id", "flow_id", "outcome", "direction"];
/** What each view's numbers can be narrowed to. */
const FILTERS: Record<View, Filter[]> = {
  team: EVERY,
  flows: EVERY,
  sales: ["closer_id", "setter_id", "event_type_id"],
  prefills: ["rep_id", "team_id", "direction"],
  "wrap-up": EVERY,
  quality: EVERY,
};
const CUSTOM = "Custom";
const DIRECTIONS = [
  { value: "outbound", label: "Outbound" },
  { value: "inbound", label: "Inbound" },
  { value: "manual", label: "Logged by hand" },
];

export function Controls({ question, known, change }: Props) {
  const days = (range: Range) => change({ from: range.from, to: range.to });
  return (
    <section className={classes.controls} aria-label="Filters">
      <Select
        aria-label="Period"
        allowDeselect={false}
        value={presetOf(question, known) ?? CUSTOM}
        onChange={(name) => name && known[name] && days(known[name])}
        data={[...Object.keys(known), { value: CUSTOM, label: "Custom period", disabled: true }]}
      />
      <DayField
        label="From"
        value={question.from}
        onChange={(from) => days(withDay(question, "from", from))}
      />
      <DayField label="To" value={question.to} onChange={(to) => days(withDay(question, "to", to))} />
      <Filters question={question} change={change} />
    </section>
  );
}

function Filters({ question, change }: Omit<Props, "known">) {
  const seesTeam = useMay("see_team");
  const teams = useChoices("team", seesTeam);
  const flows = useChoices("flow");
  const shown = FILTERS[question.view].filter((name) => {
    if (name === "rep_id" || name === "closer_id" || name === "setter_id") return seesTeam;
    return name !== "team_id" || (seesTeam && teams.length > 1) || question.team_id !== undefined;
  });
  // What has no field here, as in an address that a manager sent, can be taken away all the same.
  const active = FILTERS[question.view].filter((name) =>
    name === "direction" ? question.direction !== "outbound" : question[name],
  );
  const number = (id: number | undefined) => (id ? String(id) : null);
  const ofSales = (name: OfSales, group: SalesSplit, label: string, any: string) => (
    <SalesChoice
      group={group}
      label={label}
      any={any}
      value={number(question[name])}
      onChange={(id) => change({ [name]: id })}
    />
  );
  const fields: Record<Filter, React.ReactNode> = {
    closer_id: ofSales("closer_id", "closer", "Closer", "Every closer"),
    setter_id: ofSales("setter_id", "setter", "Setter", "Every setter"),
    event_type_id: ofSales("event_type_id", "event_type", "Event type", "Every event type"),
    rep_id: (
      <PersonFilter
        label="Rep"
        any="Everyone"
        value={question.rep_id}
        onChange={(rep) => change({ rep_id: rep })}
      />
    ),
    team_id: (
      <Choice
        label="Team"
        any="Every team"
        value={number(question.team_id)}
        data={teams}
        onChange={(team) => change({ team_id: team })}
      />
    ),
    flow_id: (
      <Choice
        label="Flow"
        any={question.view === "flows" ? "Every flow" : "In and out of flows"}
        value={number(question.flow_id)}
        data={flows}
        onChange={(flow) => change({ flow_id: flow })}
      />
    ),
    outcome: <OutcomeFilter value={question.outcome} onChange={(outcome) => change({ outcome })} />,
    direction: (
      <Select
        aria-label="Direction"
        allowDeselect={false}
        value={question.direction}
        onChange={(direction) => change({ direction: direction === "outbound" ? null : direction })}
        data={DIRECTIONS}
      />
    ),
  };
  return (
    <>
      {shown.map((name) => (
        <div key={name}>{fields[name]}</div>
      ))}
      {active.length > 0 && (
        <Button
          variant="subtle"
          onClick={() => change(Object.fromEntries(active.map((name) => [name, null])))}
        >
          Clear filters
        </Button>
      )}
    </>
  );
}

interface ChoiceProps {
  label: string;
  any: string;
  value: string | null;
  data: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

function Choice({ label, any, value, data, onChange }: ChoiceProps) {
  const known = value === null || data.some((one) => one.value === value);
  return (
    <Select
      aria-label={label}
      placeholder={any}
      clearable
      searchable
      value={value}
      onChange={onChange}
      data={known ? data : [...data, { value: String(value), label: `${label} ${value}` }]}
    />
  );
}

function SalesChoice({ group, ...props }: Omit<ChoiceProps, "data"> & { group: SalesSplit }) {
  return <Choice {...props} data={useSalesChoices(group)} />;
}

function OutcomeFilter({ value, onChange }: { value?: string; onChange: (value: string | null) => void }) {
  const outcomes = useOutcomes().map(({ key, label, deleted }) => ({
    value: key,
    label: deleted ? `${label} (deleted)` : label,
  }));
  return (
    <Choice
      label="Outcome"
      any="Any outcome"
      value={value ?? null}
      data={[{ value: "none", label: "No outcome" }, ...outcomes]}
      onChange={onChange}
    />
  );
}
