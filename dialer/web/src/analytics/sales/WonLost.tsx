import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { count, rate } from "../../format";
import type { SalesFigures, SalesGroup } from "../../words";
import { type Cell, DataTable } from "../DataTable";
import { Panel } from "../Panel";
import type { Question } from "../range";
import { meetingsPage, salesQuery } from "./sales";

const SOLD = "won,recurring,deposit,owing_deal";
const NOT_SOLD = "lost,no_show,cancelled";

/** What leads held against buying, and how often it was overcome. */
export function ByObjection({ question }: { question: Question }) {
  const { data } = useQuery(salesQuery(question, "objection"));
  if (!data) return <Skeleton h={240} radius="lg" />;
  const rows = data.groups.filter((group) => sold(group) + group.counts.lost > 0);
  return (
    <Panel
      title="Won and lost by objection"
      note="Of the meetings in which this objection was recorded, how many were a sale all the same."
    >
      <DataTable
        caption="Won and lost by objection"
        heads={["Objection", "Sold", "Lost", "Sold of both"]}
        rows={rows.map((group) => ({
          key: group.key,
          label: group.label,
          cells: [
            opening(group, sold(group), SOLD),
            opening(group, group.counts.lost, "lost"),
            { text: share(sold(group), group.counts.lost) },
          ],
        }))}
      />
    </Panel>
  );
}

/** Why there was no sale. */
export function ByReason({ question }: { question: Question }) {
  const { data } = useQuery(salesQuery(question, "reason"));
  if (!data) return <Skeleton h={240} radius="lg" />;
  const rows = data.groups.filter((group) => unsold(group) > 0);
  const all = rows.reduce((sum, group) => sum + unsold(group), 0);
  return (
    <Panel title="Not sold by reason" note="Every strategy meeting whose outcome is No sale.">
      <DataTable
        caption="Not sold by reason"
        heads={["Reason", "Meetings", "Share"]}
        rows={rows.map((group) => ({
          key: group.key,
          label: group.key === "none" ? "Cancelled" : group.label,
          cells: [opening(group, unsold(group), NOT_SOLD), { text: rate(unsold(group) / all) }],
        }))}
        foot={{ label: "All", cells: [opening(data.totals, all, NOT_SOLD), { text: "" }] }}
      />
    </Panel>
  );
}

function opening(group: SalesFigures, of: number, parts: string): Cell {
  return { text: count(of), href: of > 0 ? meetingsPage(group.meetings_url, parts) : undefined };
}

function sold({ counts }: SalesGroup): number {
  return counts.won + counts.recurring + counts.deposit + counts.owing_deal;
}

function unsold({ counts }: SalesGroup): number {
  return counts.lost + counts.no_show + counts.cancelled;
}

function share(won: number, lost: number): string {
  return rate(won + lost > 0 ? won / (won + lost) : null);
}
