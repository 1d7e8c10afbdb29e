import { IconChevronDown } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import classes from "./nav.module.css";
import { type AdminPage, SECTIONS } from "./sections";

/** The pages of the Admin center that are theirs; on a phone folded behind the name of the one that is open. */
export function AdminNav({ pages }: { pages: AdminPage[] }) {
  const [path] = useLocation();
  const [open, setOpen] = useState(false);
  const here = pages.find((page) => page.path === path)?.label ?? "Admin center";
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving anywhere folds the list.
  useEffect(() => setOpen(false), [path]);
  return (
    <nav
      className={classes.nav}
      aria-label="Admin center"
      data-open={open || undefined}
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
    >
      <button
        type="button"
        className={classes.navToggle}
        aria-expanded={open}
        aria-controls="admin-pages"
        onClick={() => setOpen(!open)}
      >
        <span className="soft">Admin center</span>
        <strong>{here}</strong>
        <IconChevronDown size={17} aria-hidden="true" />
      </button>
      <div id="admin-pages" className={classes.navList}>
        {SECTIONS.filter((section) => section.pages.some((page) => pages.includes(page))).map((section) => (
          <section key={section.label} aria-labelledby={idOf(section.label)}>
            <h2 id={idOf(section.label)}>{section.label}</h2>
            {section.pages
              .filter((page) => pages.includes(page))
              .map((page) => (
                <Link key={page.path} href={page.path} aria-current={page.path === path ? "page" : undefined}>
                  {page.label}
                </Link>
              ))}
          </section>
        ))}
      </div>
    </nav>
  );
}

function idOf(label: string): string {
  return `admin-${label.toLowerCase().replaceAll(" ", "-")}`;
}
