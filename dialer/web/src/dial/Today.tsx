import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { now } from "../clock";
import { count, coverage, isoDay, rate } from "../format";
import { analyticsQuery, useSession } from "../queries";
import classes from "./dial.module.css";

/** The rep's own day so far, in the same numbers that managers see. */
export function Today() {
  const { user, company } = useSession();
  const day = isoDay(new Date(now()), company.time_zone);
  const { data } = useQuery(
    analyticsQuery({ from: day, to: day, meaning: "now", rep_id: user.id, group_by: "outcome" }),
  );
  if (!data) return <Skeleton h={148} radius="lg" />;
  const { totals } = data;
  return (
    <section className={`card ${classes.today}`} aria-label="Your day">
      <h2>
        Your day <Link href={`/analytics?from=${day}&to=${day}&rep_id=${user.id}`}>Analytics</Link>
      </h2>
      <dl className="num">
        <Figure name="Calls" value={count(totals.calls)} />
        <Figure name="Positive" value={count(totals.by_sentiment.positive)} />
        <Figure name="Connect rate" value={rate(totals.connect_rate)} />
      </dl>
      <p className="soft num">
        {totals.calls > 0 ? `Connected ${coverage(totals)}` : "Nothing counted yet today."}
      </p>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
