import { Skeleton } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { CALL_OUTCOMES_PATH, RECORDING_PATH } from "./admin/setupPages";
import { DialPage } from "./dial/DialPage";
import { useMay } from "./queries";
import { Boundary } from "./ui/Boundary";
import { Empty } from "./ui/Empty";

const CallsPage = lazy(() => import("./calls/CallsPage"));
const TasksPage = lazy(() => import("./tasks/TasksPage"));
const AnalyticsPage = lazy(() => import("./analytics/AnalyticsPage"));
const RecordingPage = lazy(() => import("./admin/RecordingPage"));
const CallOutcomesPage = lazy(() => import("./admin/CallOutcomesPage"));

export function Pages() {
  const home = useMay("dial") ? "/dial" : "/analytics";
  const [path] = useLocation();
  return (
    <Boundary key={path}>
      <Suspense fallback={<Skeleton h={320} radius="lg" />}>
        <Switch>
          <Route path="/">
            <Redirect to={home} replace />
          </Route>
          <Route path="/dial" component={DialPage} />
          <Route path="/calls" component={CallsPage} />
          <Route path="/tasks" component={TasksPage} />
          <Route path="/analytics" component={AnalyticsPage} />
          <Route path={CALL_OUTCOMES_PATH} component={CallOutcomesPage} />
          <Route path={RECORDING_PATH} component={RecordingPage} />
          <Route path="/admin/*?">
            <Redirect to={CALL_OUTCOMES_PATH} replace />
          </Route>
          <Route>
            <Empty icon={<IconMapOff size={24} />} title="There is no such page" heading="h1">
              <Link href={home}>Back to work</Link>
            </Empty>
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}
