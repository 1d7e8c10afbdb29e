import { Button, Checkbox, Skeleton, VisuallyHidden } from "@mantine/core";
import { DoNotCallMark } from "../dial/LeadCard";
import { moment, phone } from "../format";
import { LeadLink } from "../leads/LeadLink";
import { OutcomeChip } from "../ui/OutcomeChip";
import { useNow } from "../ui/useNow";
import type { SettingLead } from "../words";
import { DecisionChip } from "./DecisionChip";
import classes from "./setting.module.css";
import type { useMarked } from "./useMarked";

interface Props {
  /** Not known yet while undefined. */
  rows: SettingLead[] | undefined;
  selected: SettingLead | undefined;
  onSelect: (row: SettingLead) => void;
  marks?: ReturnType<typeof useMarked>;
  onDecide?: (row: SettingLead) => void;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function SettingTable({ rows, selected, more, ...rest }: Props) {
  const now = useNow(60_000);
  return (
    <section className={`card ${classes.tableCard}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            {rest.marks && (
              <th scope="col">
                <span className={classes.unseen}>Marked</span>
              </th>
            )}
            <th scope="col">Lead</th>
            <th scope="col">Decision</th>
            <th scope="col">Owner</th>
            <th scope="col">Last call</th>
            <th scope="col">Next meeting</th>
            {rest.onDecide && (
              <th scope="col">
                <span className={classes.unseen}>Decide</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {!rows && <WaitingRows />}
          {rows?.map((row) => (
            <Row key={row.lead.id} row={row} now={now} selected={row === selected} {...rest} />
          ))}
        </tbody>
      </table>
      {more.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={more.isFetchingNextPage}
          onClick={() => more.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

interface RowProps extends Omit<Props, "rows" | "selected" | "more"> {
  row: SettingLead;
  now: number;
  selected: boolean;
}

function Row({ row, now, selected, onSelect, marks, onDecide }: RowProps) {
  const { lead, decision, next_meeting: next } = row;
  return (
    // The link, the box and the button are for the keyboard; a click anywhere chooses the row.
    <tr
      className={classes.row}
      data-selected={selected || undefined}
      aria-current={selected || undefined}
      data-testid="setting-row"
      onClick={() => onSelect(row)}
    >
      {marks && (
        <td className={classes.mark}>
          <Checkbox
            aria-label={`Mark ${lead.name}`}
            checked={marks.isMarked(row)}
            onChange={() => marks.toggle(row)}
          />
        </td>
      )}
      <td className={classes.lead}>
        <LeadLink lead={lead} />
        {row.is_customer && <span className={classes.customer}>Customer</span>}
        <span className="soft num">{[lead.organisation, phone(lead.phone)].filter(Boolean).join(" · ")}</span>
        {lead.do_not_call && <DoNotCallMark />}
      </td>
      <td className={classes.decision}>
        <DecisionChip decision={decision} now={now} />
      </td>
      <td className={classes.owner}>{lead.owner?.name ?? <span className="soft">Nobody</span>}</td>
      <td className={classes.lastCall}>
        {lead.last_call ? (
          <>
            <OutcomeChip outcome={lead.last_call.outcome} none="No outcome" />
            <span className="soft num">{moment(lead.last_call.at, now)}</span>
          </>
        ) : (
          <span className="soft">Never called</span>
        )}
      </td>
      <td className={classes.next}>
        {next ? (
          <>
            <span className="num">{moment(next.starts_at, now)}</span>
            <span className="soft">
              {next.event_type.name} with {next.host.name}
            </span>
          </>
        ) : (
          <span className="soft">None</span>
        )}
      </td>
      {onDecide && (
        <td className={classes.act}>
          <Button variant="default" size="compact-sm" onClick={() => onDecide(row)}>
            {decision ? "Change" : "Decide"} <VisuallyHidden>about {lead.name}</VisuallyHidden>
          </Button>
        </td>
      )}
    </tr>
  );
}

function WaitingRows() {
  return ["a", "b", "c", "d", "e", "f"].map((row) => (
    <tr key={row}>
      <td colSpan={7}>
        <Skeleton h={34} radius="sm" />
      </td>
    </tr>
  ));
}
