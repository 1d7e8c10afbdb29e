import { Skeleton } from "@mantine/core";
import { IconLock, IconMapOff } from "@tabler/icons-react";
import { Suspense } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { useSession } from "../queries";
import { Boundary } from "../ui/Boundary";
import { Empty } from "../ui/Empty";
import { AdminNav } from "./AdminNav";
import { CrmBanner } from "./crm/CrmBanner";
import classes from "./nav.module.css";
import { ADMIN_PAGES, type AdminPage, firstPath, pagesFor } from "./sections";
import { HookBanner } from "./webhooks/HookBanner";

/** Where admins look after the company. Others come in as far as a page is theirs: a manager to event types. */
export default function AdminCenter() {
  const pages = pagesFor(useSession().permissions);
  const [path] = useLocation();
  if (pages.length === 0 || (isPage(path) && !pages.some((page) => page.path === path))) return <NotForYou />;
  return (
    <div className={classes.center}>
      <AdminNav pages={pages} />
      <Boundary key={path}>
        <div className={classes.pane}>
          <CrmBanner />
          <HookBanner />
          <Suspense fallback={<Skeleton h={320} radius="lg" />}>
            <Switch>
              {pages.map(({ path: at, page }) => (
                <Route key={at} path={at} component={page} />
              ))}
              <Route path="/admin/*?">
                <NoSuchPage path={path} pages={pages} />
              </Route>
            </Switch>
          </Suspense>
        </div>
      </Boundary>
    </div>
  );
}

/** An address above the pages leads to the first of them; one that never was says so. */
function NoSuchPage({ path, pages }: { path: string; pages: AdminPage[] }) {
  const first = firstPath(pages);
  if (ADMIN_PAGES.some((page) => page.path.startsWith(path))) return <Redirect to={first} replace />;
  return (
    <Empty icon={<IconMapOff size={24} />} title="There is no such page in the Admin center" heading="h1">
      <Link href={first}>To the first one</Link>
    </Empty>
  );
}

function isPage(path: string): boolean {
  return ADMIN_PAGES.some((page) => page.path === path);
}

function NotForYou() {
  return (
    <Empty icon={<IconLock size={24} />} title="The Admin center is for admins" heading="h1">
      Tech admins and business admins of your company set it up. Ask one of them for what you need changed.
    </Empty>
  );
}
