import { Skeleton } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { callAddress } from "./calls/filters";
import { DialPage } from "./dial/DialPage";
import { useMay } from "./queries";
import { Boundary } from "./ui/Boundary";
import { Empty } from "./ui/Empty";

const CallsPage = lazy(() => import("./calls/CallsPage"));
const MeetingsPage = lazy(() => import("./meetings/MeetingsPage"));
const MeetingPage = lazy(() => import("./meetings/MeetingPage"));
const TasksPage = lazy(() => import("./tasks/TasksPage"));
const SettingPage = lazy(() => import("./setting/SettingPage"));
const LeadPage = lazy(() => import("./leads/LeadPage"));
const AnalyticsPage = lazy(() => import("./analytics/AnalyticsPage"));
const AvailabilityPage = lazy(() => import("./booking/AvailabilityPage"));
const AdminCenter = lazy(() => import("./admin/AdminCenter"));

export function Pages() {
  const home = useMay("dial") ? "/dial" : "/analytics";
  const [path] = useLocation();
  return (
    <Boundary key={path.startsWith("/admin") ? "/admin" : path}>
      <Suspense fallback={<Skeleton h={320} radius="lg" />}>
        <Switch>
          <Route path="/">
            <Redirect to={home} replace />
          </Route>
          <Route path="/dial" component={DialPage} />
          <Route path="/calls" component={CallsPage} />
          <Route path="/calls/:id">{({ id }) => <Redirect to={callAddress(id)} replace />}</Route>
          <Route path="/owed">
            <Redirect to="/calls?tab=owed" replace />
          </Route>
          <Route path="/meetings" component={MeetingsPage} />
          <Route path="/meetings/:id">{({ id }) => <MeetingPage id={Number(id)} />}</Route>
          <Route path="/tasks" component={TasksPage} />
          <Route path="/availability" component={AvailabilityPage} />
          <Route path="/appointment-setting" component={SettingPage} />
          <Route path="/leads/:id">{({ id }) => <LeadPage id={Number(id)} key={id} />}</Route>
          <Route path="/analytics" component={AnalyticsPage} />
          <Route path="/admin/*?" component={AdminCenter} />
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
