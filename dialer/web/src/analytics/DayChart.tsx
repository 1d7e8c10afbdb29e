import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { useQuery } from "@tanstack/react-query";
import { analyticsQuery } from "../queries";
import classes from "./analytics.module.css";
import type { Question } from "./range";

const SERIES = [
  { name: "Positive", color: "var(--positive)" },
  { name: "Neutral", color: "var(--neutral)" },
  { name: "Negative", color: "var(--negative)" },
  { name: "In no sentiment", color: "var(--edge-strong)" },
];

/** Calls of each day, split by sentiment; what is in none is shown too, so the bars are the calls. */
export default function DayChart({ question }: { question: Question }) {
  const { data: answer } = useQuery(analyticsQuery({ ...question, group_by: "day" }));
  const days = (answer?.groups ?? []).map(
    ({ key, calls, by_sentiment: { positive, neutral, negative } }) => ({
      day: shortDay(key),
      Positive: positive,
      Neutral: neutral,
      Negative: negative,
      "In no sentiment": calls - positive - neutral - negative,
    }),
  );
  return (
    <section className={`card ${classes.panel}`} aria-label="Calls by day">
      <h2>Day by day</h2>
      <BarChart
        h={250}
        data={days}
        dataKey="day"
        type="stacked"
        series={SERIES}
        withLegend
        tickLine="none"
        yAxisProps={{ allowDecimals: false }}
        gridAxis="x"
        maxBarWidth={38}
        barProps={{ isAnimationActive: false }}
      />
    </section>
  );
}

function shortDay(iso: string): string {
  return new Date(`${iso}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}
