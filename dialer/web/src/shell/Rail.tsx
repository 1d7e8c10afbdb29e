import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { crmQuery } from "../admin/crm/crm";
import { count } from "../format";
import { useShortcuts } from "../keys";
import { useMay, useSession } from "../queries";
import { Mark } from "../ui/Mark";
import { PLACES, placeOf } from "./places";
import classes from "./shell.module.css";
import { UserMenu } from "./UserMenu";
import { shownCount, useDue, useOwed, useOwedMeetings } from "./useOwed";

/** On a wide screen at the left, on a phone at the bottom. */
export function Rail() {
  const session = useSession();
  const [path, go] = useLocation();
  const owed = useOwed();
  const owedMeetings = useOwedMeetings();
  const due = useDue();
  const places = PLACES.filter(
    (place) =>
      (place.needs === null || session.permissions.includes(place.needs)) &&
      !("feature" in place && session.company.lacks[place.feature]),
  );
  useShortcuts(
    places.map((place) => ({ keys: place.keys, label: `Go to ${place.label}`, run: () => go(place.path) })),
  );
  return (
    <aside className={classes.rail}>
      <div className={classes.brand}>
        <Mark />
        <div>
          <strong>Dialer</strong>
          <span>{session.company.name}</span>
        </div>
      </div>
      <nav className={classes.places} aria-label="Main">
        {places.map(({ path: to, label, icon: Icon, keys, ...place }) => (
          <Link
            key={to}
            href={to}
            data-group={"group" in place ? place.group : undefined}
            className={classes.place}
            title={`${label} (${keys.toUpperCase()})`}
            aria-current={placeOf(path)?.path === to ? "page" : undefined}
          >
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            <span data-short={"short" in place ? place.short : undefined}>{label}</span>
            {to === "/calls" && owed && <Badge {...owed} testId="owed-badge" />}
            {to === "/meetings" && owedMeetings && (
              <CountBadge
                count={owedMeetings}
                one="meeting needs an outcome"
                many="meetings need an outcome"
                testId="owed-meetings-badge"
              />
            )}
            {to === "/admin" && <CrmMark />}
            {to === "/tasks" && due && (
              <CountBadge count={due} one="task is due today" many="tasks are due today" testId="due-badge" />
            )}
          </Link>
        ))}
      </nav>
      <div className={classes.foot}>
        <SandboxMark />
        <UserMenu />
      </div>
    </aside>
  );
}

interface CountProps {
  count: string;
  one: string;
  many: string;
  testId: string;
}

function CountBadge({ count, one, many, testId }: CountProps) {
  return <Badge shown={count} words={`${count} ${count === "1" ? one : many}`} testId={testId} />;
}

function Badge({ shown, words, testId }: { shown: string; words: string; testId: string }) {
  return (
    <>
      <span className={classes.badge} data-testid={testId} title={words} aria-hidden="true">
        {shown}
      </span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </>
  );
}

/** Something about the CRM needs an admin: how many calls could not be logged, or that it is in trouble. */
function CrmMark() {
  const mayLook = useMay("manage_crm");
  const { data } = useQuery({ ...crmQuery, enabled: mayLook });
  if (!data?.banner && !data?.dead) return null;
  const words =
    data.dead === 1 ? "call could not be logged in the CRM" : "calls could not be logged in the CRM";
  const trouble = data.dead > 0 ? `${count(data.dead)} ${words}` : (data.banner?.title ?? "");
  return (
    <>
      <span className={classes.badge} data-testid="crm-mark" title={trouble} aria-hidden="true">
        {data.dead > 0 ? shownCount(data.dead) : "!"}
      </span>
      <VisuallyHidden>{trouble}</VisuallyHidden>
    </>
  );
}

function SandboxMark() {
  const { sandbox_url } = useSession();
  const dials = useMay("dial");
  if (!sandbox_url || !dials) return null;
  return <p className={classes.sandbox}>Sandbox: calls reach scripted phones only.</p>;
}
