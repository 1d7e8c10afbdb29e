import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useMay } from "../queries";
import classes from "./analytics.module.css";
import { Funnel } from "./Funnel";
import { HourMap } from "./HourMap";
import { NoCalls } from "./NoCalls";
import { OutcomeTable } from "./OutcomeTable";
import { Reading } from "./Reading";
import type { ViewProps } from "./range";
import { SPLITS } from "./range";
import { figuresQuery } from "./reports";
import { SentimentBars } from "./SentimentBars";
import { SplitTable } from "./SplitTable";
import { Tiles } from "./Tiles";
import { ViewFrame } from "./ViewFrame";

const DayChart = lazy(() => import("./DayChart"));

export function TeamView({ question, change }: ViewProps) {
  const query = useQuery(figuresQuery(question, "outcome", "previous"));
  const seesTeam = useMay("see_team");
  return (
    <ViewFrame what="The numbers" query={query} says={<Reading question={question} change={change} />}>
      {(answer) => (
        <>
          <Tiles answer={answer} />
          {answer.totals.calls === 0 ? (
            <NoCalls />
          ) : (
            <>
              <SentimentBars groups={answer.groups} totals={answer.totals} />
              {question.from !== question.to && (
                <Suspense fallback={<Skeleton h={326} radius="lg" />}>
                  <DayChart question={question} />
                </Suspense>
              )}
              <div className={classes.pair}>
                <Funnel question={question} />
                <HourMap question={question} change={change} />
              </div>
              <SplitTable question={question} change={change} splits={seesTeam ? [...SPLITS] : ["flow"]} />
              <OutcomeTable answer={answer} />
            </>
          )}
        </>
      )}
    </ViewFrame>
  );
}
