import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconMinus } from "@tabler/icons-react";
import { Link } from "wouter";
import { Initials } from "../ui/Initials";
import { OutcomeChip } from "../ui/OutcomeChip";
import { Timer } from "../ui/Timer";
import type { Call } from "../words";
import classes from "./bar.module.css";
import { numberOf, whoOf, wordsFor } from "./callWords";
import { useDesk } from "./desk";
import { EndButton } from "./EndButton";
import { LineControls } from "./LineControls";
import type { BarSize } from "./useBarSize";

interface Props {
  size: BarSize;
  onDialPage: boolean;
  setSize: (size: BarSize) => void;
}

export function CallStrip({ size, onDialPage, setSize }: Props) {
  const { call, line } = useDesk();
  if (!call) return null;
  const { words, tone, since } = wordsFor(call, line);
  return (
    <div className={classes.strip} data-tone={tone}>
      <Who call={call} onDialPage={onDialPage} />
      <div className={classes.state} data-tone={tone}>
        <span className={classes.dot} data-tone={tone} />
        <span data-testid="call-state">{words}</span>
        {since && <Timer since={since} />}
      </div>
      <div className={classes.outcome} data-none={!call.outcome || undefined} data-testid="call-outcome">
        {call.outcome ? (
          <OutcomeChip outcome={call.outcome} source={call.outcome_source} />
        ) : (
          <span className="soft">No outcome yet</span>
        )}
      </div>
      <div className={classes.controls}>
        <LineControls />
        <EndButton />
        {!onDialPage && <SizeButtons size={size} setSize={setSize} />}
      </div>
    </div>
  );
}

function Who({ call, onDialPage }: { call: Call; onDialPage: boolean }) {
  const name = whoOf(call);
  const more = call.lead && [call.lead.organisation, numberOf(call)].filter(Boolean).join(" · ");
  return (
    <div className={classes.who}>
      <Initials name={name} size={38} />
      <div className={classes.whoWords}>
        {onDialPage ? <strong>{name}</strong> : <Link href="/dial">{name}</Link>}
        {more && <span className="soft num">{more}</span>}
      </div>
    </div>
  );
}

function SizeButtons({ size, setSize }: { size: BarSize; setSize: (size: BarSize) => void }) {
  const open = size === "panel";
  return (
    <div className={classes.sizes}>
      <Tooltip label={open ? "Close the outcomes" : "Outcomes and notes"}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={open ? "Close the outcomes" : "Outcomes and notes"}
          aria-expanded={open}
          onClick={() => setSize(open ? "bar" : "panel")}
        >
          {open ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Make it small">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label="Make it small"
          onClick={() => setSize("pill")}
        >
          <IconMinus size={18} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
