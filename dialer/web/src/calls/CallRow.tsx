import { IconArrowDownLeft, IconArrowUpRight, IconPencil } from "@tabler/icons-react";
import type { MouseEvent, ReactNode } from "react";
import { whoOf } from "../call/callWords";
import { isLineUp } from "../call/guards";
import { ago, duration, moment } from "../format";
import { OutcomeChip } from "../ui/OutcomeChip";
import { ResultChip } from "../ui/ResultChip";
import type { Call } from "../words";
import classes from "./calls.module.css";

interface Props {
  call: Call;
  now: number;
  mode: "owed" | "all";
  /** By whose clock it is told when the call was. */
  zone: string;
  showRep: boolean;
  mark?: ReactNode;
  selected: boolean;
  onSelect: () => void;
  onOpen: () => void;
}

const DIRECTIONS = {
  outbound: { icon: IconArrowUpRight, words: "Out" },
  inbound: { icon: IconArrowDownLeft, words: "In" },
  manual: { icon: IconPencil, words: "By hand" },
};

export function CallRow({ call, now, mode, zone, showRep, mark, selected, onSelect, onOpen }: Props) {
  const { icon: Arrow, words } = DIRECTIONS[call.direction];
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    onOpen();
  };
  return (
    // The name is the button for the keyboard; a click anywhere in the row is a larger target.
    <tr
      className={classes.row}
      data-selected={selected || undefined}
      aria-current={selected || undefined}
      data-testid="call-row"
      data-call-id={call.id}
      onClick={onSelect}
    >
      <td className={`num ${classes.when}`}>
        {mark}
        {mode === "owed"
          ? ago(call.line_ended_at ?? call.created_at, now).replace(" ago", "")
          : moment(call.created_at, now, zone)}
      </td>
      <td className={classes.lead}>
        <button type="button" className={classes.name} onClick={open}>
          {whoOf(call)}
        </button>
        {call.lead?.organisation && <span className="soft">{call.lead.organisation}</span>}
        {mode === "owed" && call.released && (
          <span className={classes.released}>
            Released{call.released.by && ` by ${call.released.by.name}`}: {call.released.reason}
          </span>
        )}
      </td>
      <td className={classes.direction}>
        <Arrow size={15} aria-hidden="true" /> {words}
      </td>
      <td className={`num ${classes.right} ${classes.duration}`}>{duration(call.line.talk_seconds)}</td>
      <td className={classes.result}>
        <ResultChip line={call.line} missed={call.missed} />
      </td>
      <td className={classes.outcome}>
        <OutcomeChip outcome={call.outcome} source={call.outcome_source} none={noneFor(call)} />
      </td>
      {showRep && <td className={classes.rep}>{call.rep?.name ?? <span className="soft">Nobody</span>}</td>}
    </tr>
  );
}

/** A call that was never placed, that nobody took, or that is still going on, owes nothing. */
function noneFor(call: Call): string | undefined {
  if (call.line.result === "not_placed" || call.missed) return "None asked";
  return isLineUp(call.state) ? "Not yet" : undefined;
}
