import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconGripVertical, IconPencil, IconTrash } from "@tabler/icons-react";
import { type HTMLAttributes, useEffect, useRef } from "react";
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
        </span>
        <bdi className="soft">{outcome.description}</bdi>
      </th>
      <td>
        {CONNECT[outcome.connect_status]}
        <span className="soft">{SENTIMENTS[outcome.sentiment]}</span>
      </td>
      <td>{wordsOr(outcome.prefills.map((trigger) => TRIGGERS[trigger]))}</td>
      <td>{wordsOr(effectsOf(outcome))}</td>
      <td>{shortcut && <Key>{shortcut}</Key>}</td>
      <td className="num">
        {usage ? (
          <>
            {count(usage.calls)} <span className="soft">{reps(usage.reps)}</span>
          </>
        ) : (
          <span className="soft">—</span>
        )}
      </td>
      <td className={classes.actions}>{mayChange && <Actions {...props} />}</td>
    </tr>
  );
}

function Actions({ outcome, isFirst, isLast, onStep, onEdit, onDelete }: Props) {
  const up = useRef<HTMLButtonElement>(null);
  const down = useRef<HTMLButtonElement>(null);
  const stepped = useRef<-1 | 1 | null>(null);
  // A row that moves takes the focus along, to the other button where this one has nowhere left to go.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moved when its neighbours or its position did.
  useEffect(() => {
    if (!stepped.current) return;
    const wanted = stepped.current < 0 ? [up, down] : [down, up];
    wanted.find(({ current }) => current && !current.disabled)?.current?.focus();
    stepped.current = null;
  }, [outcome.position, isFirst, isLast]);
  const step = (by: -1 | 1) => {
    stepped.current = by;
    onStep(by);
  };
  const { label } = outcome;
  return (
    <span className={classes.buttons}>
      <Icon ref={up} name={`Move ${label} up`} disabled={isFirst} run={() => step(-1)}>
        <IconChevronUp size={17} />
      </Icon>
      <Icon ref={down} name={`Move ${label} down`} disabled={isLast} run={() => step(1)}>
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
  ref?: React.Ref<HTMLButtonElement>;
  name: string;
  disabled?: boolean;
  run: () => void;
  children: React.ReactNode;
}

function Icon({ ref, name, disabled, run, children }: IconProps) {
  return (
    <Tooltip label={name} openDelay={600}>
      <ActionIcon ref={ref} variant="subtle" color="gray" aria-label={name} disabled={disabled} onClick={run}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function wordsOr(words: string[]) {
  if (words.length === 0) return <span className="soft">—</span>;
  return words.map((word) => <div key={word}>{word}</div>);
}

function reps(number: number): string {
  return number === 1 ? "by 1 rep" : `by ${number} reps`;
}
