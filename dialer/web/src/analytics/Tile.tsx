import { ActionIcon, Popover } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { Link } from "wouter";
import classes from "./analytics.module.css";

interface Props {
  name: string;
  value: string;
  /** How the number is made, in words. */
  formula: string;
  under?: string;
  change?: string | null;
  href?: string;
  wide?: boolean;
  owed?: boolean;
}

export function Tile({ name, value, formula, under, change, href, wide, owed }: Props) {
  const id = `tile-${name.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section
      className={`card ${classes.tile}`}
      data-wide={wide || undefined}
      data-testid={id}
      aria-label={name}
    >
      <header>
        <span>{name}</span>
        <Formula name={name} words={formula} />
      </header>
      <div className={`num ${classes.value}`} data-owed={owed || undefined} data-testid={`${id}-value`}>
        {href ? <Link href={href}>{value}</Link> : value}
      </div>
      {under && <div className={`num ${classes.under}`}>{under}</div>}
      {change && (
        <div className={`soft num ${classes.change}`} title="Compared with the period just before">
          {change}
        </div>
      )}
    </section>
  );
}

function Formula({ name, words }: { name: string; words: string }) {
  return (
    <Popover width={270} position="top" shadow="md" withArrow>
      <Popover.Target>
        <ActionIcon
          variant="transparent"
          color="gray"
          size={20}
          aria-label={`How ${name.toLowerCase()} is counted`}
        >
          <IconInfoCircle size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown fz="sm">{words}</Popover.Dropdown>
    </Popover>
  );
}
