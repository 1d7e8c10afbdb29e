import { SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FigureTable } from "./FigureTable";
import type { Change, Question, Split } from "./range";
import { figuresQuery } from "./reports";

const NAMES: Record<Split, string> = { rep: "Rep", team: "Team", flow: "Flow" };

interface Props {
  question: Question;
  change: Change;
  /** What this person may tell apart. */
  splits: Split[];
}

export function SplitTable({ question, change, splits }: Props) {
  const by = splits.includes(question.by) ? question.by : (splits[0] ?? "flow");
  const { data } = useQuery(figuresQuery(question, by));
  if (!data) return <Skeleton h={280} radius="lg" />;
  const aside = splits.length > 1 && (
    <SegmentedControl
      size="xs"
      aria-label="Rows of the table"
      value={by}
      onChange={(next) => change({ by: next === splits[0] ? null : next })}
      data={splits.map((split) => ({ value: split, label: NAMES[split] }))}
    />
  );
  // While others are on their way, the rows are still those of the split before.
  const name = NAMES[data.group_by as Split];
  return <FigureTable title={`By ${name.toLowerCase()}`} first={name} answer={data} aside={aside} />;
}
