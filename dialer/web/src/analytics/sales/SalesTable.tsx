import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { money } from "../../deals/money";
import { count, rate } from "../../format";
import type { SalesFigures, SalesRate } from "../../words";
import { type Cell, DataTable } from "../DataTable";
import { Panel } from "../Panel";
import { type Change, type Question, SALES_SPLITS, type SalesSplit } from "../range";
import { isThin } from "../thin";
import { csvOf, dealsPage, meetingsPage, ofWords, salesQuery } from "./sales";

const NAMES: Record<SalesSplit, string> = {
  closer: "Closer",
  setter: "Setter",
  event_type: "Event type",
  product: "Product",
  month: "Month",
};
const HEADS = [
  ...["Meetings", "Held", "Won", "Deposit", "Recurring", "Lost", "No-show"],
  ...["Closing rate", "Engagement rate", "Show rate", "Cash", "Deals"],
];
const HELD = "won,recurring,deposit,owing_deal,lost,undecided";

/** The same figures for every closer, setter, event type, product or month; each opens what it counts. */
export function SalesTable({ question, change }: { question: Question; change: Change }) {
  const { data } = useQuery(salesQuery(question, question.split));
  if (!data) return <Skeleton h={280} radius="lg" />;
  const split = data.group_by as SalesSplit;
  const name = NAMES[split] ?? NAMES.closer;
  return (
    <Panel
      title={`By ${name.toLowerCase()}`}
      note={split === "product" ? data.formulas.by_product : undefined}
      aside={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Rows of the table"
            value={question.split}
            onChange={(next) => change({ split: next === "closer" ? null : next })}
            data={SALES_SPLITS.map((one) => ({ value: one, label: NAMES[one] }))}
          />
          <Button
            component="a"
            href={csvOf(question, question.split)}
            download="sales.csv"
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={15} aria-hidden="true" />}
          >
            CSV
          </Button>
        </>
      }
    >
      <DataTable
        caption={`By ${name.toLowerCase()}`}
        heads={[name, ...HEADS]}
        rows={data.groups.map((group) => ({
          key: group.key,
          label: <bdi>{group.label}</bdi>,
          cells: cellsOf(group),
        }))}
        foot={{ label: "All", cells: cellsOf(data.totals) }}
      />
    </Panel>
  );
}

function cellsOf(figures: SalesFigures): Cell[] {
  const { counts, meetings_url } = figures;
  const held = counts.meetings - counts.no_show - counts.cancelled;
  const part = (of: number, parts: string): Cell => ({
    text: count(of),
    href: of > 0 ? meetingsPage(meetings_url, parts) : undefined,
  });
  const deals = figures.cash.reduce((sum, { all }) => sum + all.deals, 0);
  return [
    { text: count(counts.meetings), href: meetingsPage(meetings_url) },
    part(held, HELD),
    part(counts.won, "won"),
    part(counts.deposit, "deposit"),
    part(counts.recurring, "recurring"),
    part(counts.lost, "lost"),
    part(counts.no_show, "no_show"),
    rateCell(figures.closing),
    rateCell(figures.engagement),
    rateCell(figures.show),
    { text: cashWords(figures), href: deals > 0 ? dealsPage(figures.deals_url) : undefined },
    { text: count(deals), href: deals > 0 ? dealsPage(figures.deals_url) : undefined },
  ];
}

function rateCell(of: SalesRate | null): Cell {
  if (!of) return { text: "—" };
  return { text: rate(of.value), thin: of.of > 0 && isThin(of.of) ? `Only ${ofWords(of)}` : undefined };
}

/** The company's own currency, and others that deals were made in. */
function cashWords({ cash }: SalesFigures): string {
  const [own, ...others] = cash;
  return [own, ...others.filter(({ all }) => all.deals > 0)]
    .flatMap((one) => (one ? [money(one.all.cash, one.currency)] : []))
    .join(" + ");
}
