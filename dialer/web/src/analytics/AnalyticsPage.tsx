import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { now } from "../clock";
import { analyticsQuery, useMay, useSession } from "../queries";
import { LoadTrouble } from "../ui/LoadTrouble";
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
  const several = question.from !== question.to;
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
          <SentimentBars groups={answer.groups} calls={answer.totals.calls} />
          {several && (
            <Suspense fallback={<Skeleton h={280} radius="lg" />}>
              <DayChart question={question} />
            </Suspense>
          )}
          <OutcomeTable answer={answer} />
          <Reps question={question} />
        </>
      )}
    </div>
  );
}

function Reps({ question }: { question: Question }) {
  const seesTeam = useMay("see_team");
  const { data } = useQuery({ ...analyticsQuery({ ...question, group_by: "rep" }), enabled: seesTeam });
  return data ? <RepTable answer={data} /> : null;
}
