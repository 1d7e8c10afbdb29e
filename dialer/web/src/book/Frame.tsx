import { IconClock, IconMapPin, IconUser } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import classes from "./book.module.css";

/** The quiet page around everything that people without an account see. */
export function Frame({
  title,
  company,
  children,
}: {
  title: string;
  company?: string;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = company ? `${title} · ${company}` : title;
  }, [title, company]);
  return (
    <main className={classes.page}>
      <div className={classes.sheet}>{children}</div>
      {company && (
        <p className={classes.foot}>What you enter goes to {company}, to prepare and hold this meeting.</p>
      )}
    </main>
  );
}

interface AboutProps {
  company: string;
  name: string;
  description: string;
  location: string;
  minutes: number;
  host?: string;
  children?: ReactNode;
}

/** What is booked, and with whom. */
export function About({ company, name, description, location, minutes, host, children }: AboutProps) {
  return (
    <header className={classes.about}>
      <span className={classes.company}>
        <span className={classes.initial} aria-hidden="true">
          {[...company][0]}
        </span>
        <bdi>{company}</bdi>
      </span>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <ul className={classes.facts}>
        {host && (
          <li>
            <IconUser size={17} aria-hidden="true" />
            <span>
              With <bdi>{host}</bdi>
            </span>
          </li>
        )}
        <li>
          <IconClock size={17} aria-hidden="true" />
          <span>{minutes} minutes</span>
        </li>
        {location && (
          <li>
            <IconMapPin size={17} aria-hidden="true" />
            <Place text={location} />
          </li>
        )}
      </ul>
      {description && <p className={classes.description}>{description}</p>}
      {children}
    </header>
  );
}

function Place({ text }: { text: string }) {
  if (!/^https:\/\/\S+$/.test(text)) return <bdi>{text}</bdi>;
  return (
    <a href={text} target="_blank" rel="noreferrer">
      {text.replace("https://", "")}
    </a>
  );
}
