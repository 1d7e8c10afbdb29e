import { Skeleton } from "@mantine/core";
import { IconChartBarOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { now } from "../clock";
import { analyticsQuery, useMay, useSession } from "../queries";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import type { Analytics } from "../words";
import classes from "./analytics.module.css";
import { Controls } from "./Controls";
import { Freshness } from "./Freshness";
import { OutcomeTable } from "./OutcomeTable";
import { RepTable } from "./RepTable";
import { presets, type Question, useQuestion } from "./range";
import { SentimentBars } from "./SentimentBars";
import { Tiles } from "./Tiles";

const DayChart = lazy(() => import("./DayChart"));

export default function AnalyticsPage() {
  const { company } = useSession();
  const known = presets(now(), company.time_zone);
  const { question, change } = useQuestion(known.Today as Question);
  const byOutcome = useQuery(analyticsQuery({ ...question, group_by: "outcome", compare: "previous" }));
  const answer = byOutcome.data;

  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1>Analytics</h1>
        {answer && <Freshness answer={answer} />}
      </header>
      <Controls question={question} known={known} change={change} />
      {byOutcome.error && (
        <LoadTrouble what="The numbers" error={byOutcome.error} retry={() => void byOutcome.refetch()} />
      )}
      {!answer && !byOutcome.error && <Skeleton h={420} radius="lg" />}
      {answer && (
        <>
          <Tiles answer={answer} />
          {answer.totals.calls === 0 ? <NoCalls /> : <Parts answer={answer} question={question} />}
        </>
      )}
    </div>
  );
}

function NoCalls() {
  return (
    <section className="card">
      <Empty icon={<IconChartBarOff size={24} />} title="No calls in this period">
        Choose another period above; numbers appear here as soon as a call is over.
      </Empty>
    </section>
  );
}

function Parts({ answer, question }: { answer: Analytics; question: Question }) {
  return (
    <>
      <SentimentBars groups={answer.groups} calls={answer.totals.calls} />
      {question.from !== question.to && (
        <Suspense fallback={<Skeleton h={326} radius="lg" />}>
          <DayChart question={question} />
        </Suspense>
      )}
      <OutcomeTable answer={answer} />
      <Reps question={question} />
    </>
  );
}

function Reps({ question }: { question: Question }) {
  const seesTeam = useMay("see_team");
  const { data } = useQuery({ ...analyticsQuery({ ...question, group_by: "rep" }), enabled: seesTeam });
  return data ? <RepTable answer={data} /> : null;
}
