import { Skeleton } from "@mantine/core";
import { IconLock, IconMapOff } from "@tabler/icons-react";
import { Suspense } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { useMay } from "../queries";
import { Boundary } from "../ui/Boundary";
import { Empty } from "../ui/Empty";
import { AdminNav } from "./AdminNav";
import classes from "./admin.module.css";
import { CrmBanner } from "./crm/CrmBanner";
import { ADMIN_PAGES, FIRST_PATH } from "./sections";
import { HookBanner } from "./webhooks/HookBanner";

/** Where tech admins and business admins look after the company; nobody else comes in. */
export default function AdminCenter() {
  const mayEnter = useMay("change_settings");
  const [path] = useLocation();
  if (!mayEnter) return <NotForYou />;
  return (
    <div className={classes.center}>
      <AdminNav />
      <Boundary key={path}>
        <div className={classes.pane}>
          <CrmBanner />
          <HookBanner />
          <Suspense fallback={<Skeleton h={320} radius="lg" />}>
            <Switch>
              {ADMIN_PAGES.map(({ path: at, page }) => (
                <Route key={at} path={at} component={page} />
              ))}
              <Route path="/admin/*?">
                <NoSuchPage path={path} />
              </Route>
            </Switch>
          </Suspense>
        </div>
      </Boundary>
    </div>
  );
}

/** An address above the pages leads to the first of them; one that never was says so. */
function NoSuchPage({ path }: { path: string }) {
  if (ADMIN_PAGES.some((page) => page.path.startsWith(path))) return <Redirect to={FIRST_PATH} replace />;
  return (
    <Empty icon={<IconMapOff size={24} />} title="There is no such page in the Admin center" heading="h1">
      <Link href={FIRST_PATH}>To the first one</Link>
    </Empty>
  );
}

function NotForYou() {
  return (
    <Empty icon={<IconLock size={24} />} title="The Admin center is for admins" heading="h1">
      Tech admins and business admins of your company set it up. Ask one of them for what you need changed.
    </Empty>
  );
}
