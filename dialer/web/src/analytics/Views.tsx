import { Link, useSearch } from "wouter";
import classes from "./analytics.module.css";
import { VIEWS, type View } from "./range";

const NAMES: Record<View, string> = {
  team: "Team",
  flows: "Flows",
  sales: "Sales",
  prefills: "Pre-fills",
  "wrap-up": "Wrap-up",
  quality: "Quality",
};

/** The views of the page, with the same question in each. */
export function Views({ view }: { view: View }) {
  const search = useSearch();
  const hrefOf = (next: View) => {
    const query = new URLSearchParams(search);
    if (next === "team") query.delete("view");
    else query.set("view", next);
    return query.size > 0 ? `/analytics?${query}` : "/analytics";
  };
  return (
    <nav className={classes.views} aria-label="Views of the numbers">
      {VIEWS.map((one) => (
        <Link key={one} href={hrefOf(one)} aria-current={one === view ? "page" : undefined}>
          {NAMES[one]}
        </Link>
      ))}
    </nav>
  );
}
