import { Skeleton } from "@mantine/core";
import { type ComponentType, lazy, Suspense } from "react";
import { now } from "../clock";
import { useSession } from "../queries";
import classes from "./analytics.module.css";
import { Controls } from "./Controls";
import { presets, type Range, useQuestion, type View, type ViewProps } from "./range";
import { TeamView } from "./TeamView";
import { Views } from "./Views";

const SHOWN: Record<View, ComponentType<ViewProps>> = {
  team: TeamView,
  flows: lazy(() => import("./FlowsView")),
  sales: lazy(() => import("./sales/SalesView")),
  prefills: lazy(() => import("./PrefillsView")),
  "wrap-up": lazy(() => import("./WrapUpView")),
  quality: lazy(() => import("./QualityView")),
};

export default function AnalyticsPage() {
  const { company } = useSession();
  const known = presets(now(), company.time_zone);
  const { question, change } = useQuestion(known["7 days"] as Range);
  const View = SHOWN[question.view];
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1>Analytics</h1>
        <Views view={question.view} />
      </header>
      <Controls question={question} known={known} change={change} />
      <Suspense fallback={<Skeleton h={420} radius="lg" />}>
        <View question={question} change={change} />
      </Suspense>
    </div>
  );
}
