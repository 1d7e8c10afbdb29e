import { Select, Skeleton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { now } from "../../clock";
import { count, isoDay, rate } from "../../format";
import { useSession } from "../../queries";
import { LoadTrouble } from "../../ui/LoadTrouble";
import type { Impact as Found, Outcome } from "../../words";
import classes from "./catalogue.module.css";
import { type ImpactQuestion, impactQuery } from "./requests";
import { TRIGGERS } from "./words";

const PERIODS = [
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
  { value: "365", label: "Last 365 days" },
];
const EFFECTS: Record<string, string> = {
  marks_do_not_call: "No longer marks do-not-call; marks that were set stay.",
  follow_up_days: "No longer proposes a follow-up.",
  opens_booking: "No longer opens booking.",
};
const DAY = 86_400_000;

interface Props {
  outcome: Outcome;
  outcomes: Outcome[];
  change: Omit<ImpactQuestion, "from" | "to">;
}

/** What a change would do to the team's numbers, before it is made. */
export function Impact({ outcome, outcomes, change }: Props) {
  const { company } = useSession();
  const [days, setDays] = useState("30");
  const to = isoDay(new Date(now()), company.time_zone);
  const from = isoDay(new Date(now() - (Number(days) - 1) * DAY), company.time_zone);
  const { data, error, refetch } = useQuery({
    ...impactQuery(outcome.key, { ...change, from, to }),
    placeholderData: keepPreviousData,
  });
  return (
    <section className={classes.impact} aria-label="Impact" data-testid="impact">
      <header>
        <strong>What this changes</strong>
        <Select
          aria-label="Period"
          size="xs"
          w={140}
          allowDeselect={false}
          data={PERIODS}
          value={days}
          onChange={(picked) => setDays(picked ?? "30")}
        />
      </header>
      {error && <LoadTrouble what="The impact" error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={120} />}
      {data && <Answer found={data} outcomes={outcomes} />}
    </section>
  );
}

function Answer({ found, outcomes }: { found: Found; outcomes: Outcome[] }) {
  const { before, after } = found;
  const rows: [string, string, string][] = [
    ["Connect rate", rate(before.connect_rate), rate(after.connect_rate)],
    ["Connected calls", count(before.connected_calls), count(after.connected_calls)],
    ["Positive", count(before.by_sentiment.positive), count(after.by_sentiment.positive)],
    ["Neutral", count(before.by_sentiment.neutral), count(after.by_sentiment.neutral)],
    ["Negative", count(before.by_sentiment.negative), count(after.by_sentiment.negative)],
  ];
  return (
    <>
      <p>
        <strong className="num">{count(found.calls)}</strong> of {count(before.calls)} outbound calls, by{" "}
        {found.reps === 1 ? "1 rep" : `${count(found.reps)} reps`}.
        {found.waiting > 0 && " Some of the newest are still being counted."}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Team numbers</th>
            <th scope="col">Now</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, was, becomes]) => (
            <tr key={name} data-moves={was !== becomes || undefined}>
              <th scope="row">{name}</th>
              <td className="num">{was}</td>
              <td className="num">{becomes}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul>
        {found.prefills.map(({ trigger, from, to }) => (
          <li key={trigger}>
            “{TRIGGERS[trigger]}”{" "}
            {to ? `fills in ${labelOf(to, outcomes)} instead of ` : "no longer fills in "}
            {labelOf(from, outcomes)}
            {to ? "." : ", and nothing else until an outcome takes it."}
          </li>
        ))}
        {found.effects_lost.map((effect) => (
          <li key={effect}>{EFFECTS[effect] ?? effect}</li>
        ))}
        <li>Flow numbers and “as recorded” stay as they are.</li>
      </ul>
    </>
  );
}

function labelOf(key: string, outcomes: Outcome[]): string {
  return outcomes.find((one) => one.key === key)?.label ?? key;
}
