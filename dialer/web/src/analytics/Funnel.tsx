import { Skeleton, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { callsPage } from "../calls/filters";
import { count, rate } from "../format";
import type { Funnel as Answer } from "../words";
import classes from "./analytics.module.css";
import { Panel } from "./Panel";
import type { Question } from "./range";
import { funnelQuery } from "./reports";
import { isThin, TOO_FEW } from "./thin";

type Step = Answer["steps"][number];

/** From dials to meetings: each step is part of the one above it. */
export function Funnel({ question }: { question: Question }) {
  const { data } = useQuery(funnelQuery(question));
  if (!data) return <Skeleton h={320} radius="lg" />;
  return (
    <Panel title="From dials to meetings">
      <ol className={classes.funnel}>
        {data.steps.map((step, index) => (
          <FunnelStep key={step.key} step={step} before={data.steps[index - 1]} />
        ))}
      </ol>
    </Panel>
  );
}

function FunnelStep({ step, before }: { step: Step; before: Step | undefined }) {
  return (
    <li data-testid={`funnel-${step.key}`}>
      <div className={classes.stepTop}>
        <strong>{step.label}</strong>
        <Link href={callsPage(step.calls_url)} className="num">
          <VisuallyHidden>{step.label}: </VisuallyHidden>
          {count(step.calls)}
        </Link>
      </div>
      <div className={classes.stepTrack} aria-hidden="true">
        <span style={{ width: `${(step.of_all ?? 0) * 100}%` }} />
      </div>
      <div className={`num soft ${classes.stepUnder}`}>
        {before ? shareOf(step, before) : "Where it begins"}
      </div>
    </li>
  );
}

function shareOf(step: Step, before: Step): string {
  const of = `${count(step.calls)} of ${count(before.calls)} ${before.label.toLowerCase()}`;
  if (isThin(before.calls)) return `${of} · ${TOO_FEW.toLowerCase()}`;
  const all = before.key === "calls" ? "" : ` · ${rate(step.of_all)} of dials`;
  return `${rate(step.of_previous)} — ${of}${all}`;
}
