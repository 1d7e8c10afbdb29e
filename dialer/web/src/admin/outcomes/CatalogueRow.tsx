import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconGripVertical, IconPencil, IconTrash } from "@tabler/icons-react";
import type { HTMLAttributes, ReactNode } from "react";
import { count } from "../../format";
import { Key } from "../../ui/Key";
import { SentimentShape } from "../../ui/SentimentShape";
import type { Outcome } from "../../words";
import classes from "./catalogue.module.css";
import { CONNECT, effectsOf, SENTIMENTS, TRIGGERS } from "./words";

interface Props {
  outcome: Outcome;
  shortcut: string | undefined;
  usage: { calls: number; reps: number } | undefined;
  mayChange: boolean;
  isFirst: boolean;
  isLast: boolean;
  isDragged: boolean;
  drag: HTMLAttributes<HTMLTableRowElement>;
  onStep: (by: -1 | 1) => void;
  onEdit: () => void;
  onDelete: () => void;
}

export function CatalogueRow(props: Props) {
  const { outcome, shortcut, usage, mayChange, isDragged, drag } = props;
  return (
    <tr data-outcome={outcome.key} data-dragged={isDragged || undefined} draggable={mayChange} {...drag}>
      <th scope="row">
        <span className={classes.name}>
          {mayChange && <IconGripVertical size={15} className={classes.grip} aria-hidden="true" />}
          <SentimentShape sentiment={outcome.sentiment} colours={outcome.colours} />
          <bdi>{outcome.label}</bdi>
          {shortcut && <Key>{shortcut}</Key>}
        </span>
        <bdi className="soft">{outcome.description}</bdi>
      </th>
      <td>
        {CONNECT[outcome.connect_status]}
        <span className="soft">{SENTIMENTS[outcome.sentiment]}</span>
      </td>
      <Does fills={outcome.prefills.map((trigger) => TRIGGERS[trigger])} effects={effectsOf(outcome)} />
      {mayChange && <Usage usage={usage} />}
      {mayChange && (
        <td className={classes.actions}>
          <Actions {...props} />
        </td>
      )}
    </tr>
  );
}

function Usage({ usage }: Pick<Props, "usage">) {
  return (
    <td className="num" data-label="Calls" data-empty={!usage || undefined}>
      {usage ? (
        <>
          {count(usage.calls)} <span className="soft">{reps(usage.reps)}</span>
        </>
      ) : (
        <span className="soft">—</span>
      )}
    </td>
  );
}

function Actions({ outcome, isFirst, isLast, onStep, onEdit, onDelete }: Props) {
  const { label } = outcome;
  return (
    <span className={classes.buttons}>
      <Icon name={`Move ${label} up`} disabled={isFirst} run={() => onStep(-1)}>
        <IconChevronUp size={17} />
      </Icon>
      <Icon name={`Move ${label} down`} disabled={isLast} run={() => onStep(1)}>
        <IconChevronDown size={17} />
      </Icon>
      <Icon name={`Edit ${label}`} run={onEdit}>
        <IconPencil size={17} />
      </Icon>
      <Icon name={`Delete ${label}`} run={onDelete}>
        <IconTrash size={17} />
      </Icon>
    </span>
  );
}

interface IconProps {
  name: string;
  disabled?: boolean;
  run: () => void;
  children: ReactNode;
}

function Icon({ name, disabled, run, children }: IconProps) {
  return (
    <Tooltip label={name} openDelay={600}>
      <ActionIcon variant="subtle" color="gray" aria-label={name} disabled={disabled} onClick={run}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function Does({ fills, effects }: { fills: string[]; effects: string[] }) {
  const isIdle = fills.length + effects.length === 0;
  return (
    <td data-empty={isIdle || undefined}>
      {isIdle && <span className="soft">—</span>}
      <Words label="Filled in for" words={fills} />
      <Words label="What follows" words={effects} />
    </td>
  );
}

function Words({ label, words }: { label: string; words: string[] }) {
  return words.length === 0 ? null : (
    <div className={classes.does}>
      <span>{label}</span> {words.join(" · ")}
    </div>
  );
}

function reps(number: number): string {
  return number === 1 ? "by 1 rep" : `by ${number} reps`;
}
