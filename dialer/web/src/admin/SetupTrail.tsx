import { Anchor, Breadcrumbs } from "@mantine/core";
import { Link } from "wouter";
import classes from "./admin.module.css";
import { SETUP_PAGES } from "./setupPages";

const TRAIL = ["Admin center", "Settings", "Dialer setup"];

/** Where this page is, and the way to its neighbours. */
export function SetupTrail({ here }: { here: string }) {
  return (
    <>
      <Breadcrumbs separator="›" separatorMargin={7} className={classes.trail}>
        {TRAIL.map((step) => (
          <span key={step} className="soft">
            {step}
          </span>
        ))}
        <Anchor component="span" c="var(--ink)" aria-current="page" underline="never" inherit>
          {here}
        </Anchor>
      </Breadcrumbs>
      <nav className={classes.neighbours} aria-label="Dialer setup">
        {SETUP_PAGES.map(({ path, label }) => (
          <Link key={path} href={path} aria-current={label === here ? "page" : undefined}>
            {label}
          </Link>
        ))}
      </nav>
    </>
  );
}
