import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { FigureGroup } from "../words";
import { FigureTable } from "./FigureTable";
import { NoCalls } from "./NoCalls";
import { OutcomeTable } from "./OutcomeTable";
import { OneReading } from "./Reading";
import type { Change, Question, ViewProps } from "./range";
import { figuresQuery } from "./reports";
import { SentimentBars } from "./SentimentBars";
import { Tiles } from "./Tiles";
import { ViewFrame } from "./ViewFrame";

const DayChart = lazy(() => import("./DayChart"));

/** What flows came to. Their numbers never change backwards. */
export default function FlowsView({ question, change }: ViewProps) {
  const query = useQuery(figuresQuery(question, "outcome", "previous"));
  const says = (
    <OneReading
      meaning="recorded"
      why="Flows always count each call with what its outcome meant when it was recorded; editing or deleting an outcome never moves them."
    />
  );
  return (
    <ViewFrame what="The flows’ numbers" query={query} says={says}>
      {(answer) => (
        <>
          <Tiles answer={answer} />
          {answer.totals.calls === 0 ? (
            <NoCalls title="No calls of flows in this period" />
          ) : (
            <>
              <Flows question={question} change={change} />
              <SentimentBars groups={answer.groups} totals={answer.totals} />
              {question.from !== question.to && (
                <Suspense fallback={<Skeleton h={326} radius="lg" />}>
                  <DayChart question={question} />
                </Suspense>
              )}
              <OutcomeTable answer={answer} />
            </>
          )}
        </>
      )}
    </ViewFrame>
  );
}

function Flows({ question, change }: { question: Question; change: Change }) {
  const { data: flows } = useQuery(figuresQuery(question, "flow"));
  const only = question.flow_id ?? onlyOne(flows?.groups);
  if (!flows) return <Skeleton h={240} radius="lg" />;
  const open = ({ key, label }: FigureGroup) => (
    <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => change({ flow_id: key })}>
      {label}
    </Button>
  );
  return (
    <>
      <FigureTable
        title="By flow"
        first="Flow"
        answer={flows}
        label={only ? undefined : open}
        note={only ? undefined : "Choose a flow to see its steps."}
      />
      {only && <Steps question={{ ...question, flow_id: only }} />}
    </>
  );
}

function Steps({ question }: { question: Question }) {
  const { data } = useQuery(figuresQuery(question, "step"));
  if (!data) return <Skeleton h={240} radius="lg" />;
  return <FigureTable title="By step" first="Step" answer={data} />;
}

function onlyOne(groups: FigureGroup[] | undefined): number | undefined {
  return groups?.length === 1 ? Number(groups[0]?.key) : undefined;
}
