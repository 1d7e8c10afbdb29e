import { Anchor, Breadcrumbs } from "@mantine/core";
import classes from "./admin.module.css";
import { trailTo } from "./sections";

/** Where this page is in the Admin center. */
export function SetupTrail({ here }: { here: string }) {
  return (
    <Breadcrumbs separator="›" separatorMargin={7} className={classes.trail}>
      {trailTo(here).map((step) => (
        <span key={step} className="soft">
          {step}
        </span>
      ))}
      <Anchor component="span" c="var(--ink)" aria-current="page" underline="never" inherit>
        {here}
      </Anchor>
    </Breadcrumbs>
  );
}
