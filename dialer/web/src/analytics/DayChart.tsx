import "@mantine/charts/styles.css";
import { BarChart, LineChart } from "@mantine/charts";
import { SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { callsPage, narrowed } from "../calls/filters";
import { count, rate } from "../format";
import type { CallFilters } from "../queries";
import type { Analytics } from "../words";
import classes from "./analytics.module.css";
import type { Figures } from "./DataTable";
import { Panel } from "./Panel";
import type { Question } from "./range";
import { figuresQuery } from "./reports";
import { isThin, TOO_FEW } from "./thin";
import { type Span, spansOf, spanUrl, stepFor } from "./trend";

const TITLES = { day: "Day by day", week: "Week by week", month: "Month by month" };
const SERIES = [
  { name: "positive", label: "Positive", color: "var(--positive)" },
  { name: "neutral", label: "Neutral", color: "var(--neutral)" },
  { name: "negative", label: "Negative", color: "var(--negative)" },
  { name: "rest", label: "In no sentiment", color: "var(--gone)" },
];
const SAME = { h: 250, dataKey: "label", tickLine: "none", gridAxis: "x" } as const;

/** Calls over time, split by sentiment; what is in none is shown too, so the bars are the calls. */
export default function DayChart({ question }: { question: Question }) {
  const { data: answer } = useQuery(figuresQuery(question, "day"));
  const [measure, setMeasure] = useState("calls");
  if (!answer) return <Skeleton h={326} radius="lg" />;
  const spans = spansOf(answer.groups, answer);
  return (
    <Panel
      title={TITLES[stepFor(answer)]}
      drawn
      table={tableOf(spans, answer)}
      aside={
        <SegmentedControl
          size="xs"
          aria-label="What the chart shows"
          value={measure}
          onChange={setMeasure}
          data={[
            { value: "calls", label: "Calls" },
            { value: "rate", label: "Connect rate" },
          ]}
        />
      }
    >
      {measure === "calls" ? <Calls spans={spans} answer={answer} /> : <Rates spans={spans} />}
    </Panel>
  );
}

function Calls({ spans, answer }: { spans: Span[]; answer: Analytics }) {
  const [, navigate] = useLocation();
  const open = (at: unknown) => {
    const span = spans[Number(at)];
    if (span) navigate(callsPage(spanUrl(answer.totals.calls_url, span)));
  };
  return (
    <>
      <BarChart
        {...SAME}
        data={spans}
        type="stacked"
        series={SERIES}
        yAxisProps={{ allowDecimals: false }}
        maxBarWidth={38}
        barProps={(series) => ({
          isAnimationActive: false,
          tabIndex: -1,
          fill: series.name === "positive" ? series.color : `url(#pattern-${series.name})`,
        })}
        barChartProps={{
          accessibilityLayer: false,
          className: classes.opens,
          onClick: ({ activeIndex }: { activeIndex?: unknown }) => open(activeIndex),
        }}
      >
        <Patterns />
      </BarChart>
      <ul className={classes.key}>
        {SERIES.map(({ name, label, color }) => (
          <li key={name}>
            <svg width="14" height="14" aria-hidden="true">
              <title>{label}</title>
              <rect
                width="14"
                height="14"
                rx="3"
                fill={name === "positive" ? color : `url(#pattern-${name})`}
              />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Each sentiment has a texture of its own, for eyes that do not tell the colours apart. */
function Patterns() {
  return (
    <defs>
      <pattern id="pattern-neutral" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--neutral)" />
        <circle cx="3" cy="3" r="1.1" fill="var(--surface)" />
      </pattern>
      <pattern id="pattern-negative" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--negative)" />
        <path d="M0 6 6 0M-1 1 1-1M5 7 7 5" stroke="var(--surface)" strokeWidth="1.2" />
      </pattern>
      <pattern id="pattern-rest" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" fill="var(--surface)" />
        <path d="M0 2.5H5" stroke="var(--gone)" strokeWidth="2" />
      </pattern>
    </defs>
  );
}

function Rates({ spans }: { spans: Span[] }) {
  const data = spans.map(({ label, calls, connected }) => ({
    label,
    rate: isThin(calls) ? null : Math.round((connected / calls) * 1000) / 10,
  }));
  if (data.every((point) => point.rate === null)) return <p className="soft">{TOO_FEW}.</p>;
  return (
    <LineChart
      {...SAME}
      data={data}
      series={[{ name: "rate", label: "Connect rate", color: "var(--accent)" }]}
      unit=" %"
      curveType="linear"
      connectNulls={false}
      yAxisProps={{ domain: [0, "auto"] }}
      lineProps={{ isAnimationActive: false }}
      lineChartProps={{ accessibilityLayer: false }}
    />
  );
}

function tableOf(spans: Span[], { totals }: Analytics): Figures {
  const opening = (calls: number, span: Span, more: CallFilters = {}) => ({
    text: count(calls),
    href: callsPage(narrowed(spanUrl(totals.calls_url, span), more)),
  });
  return {
    heads: [
      "Days",
      "Calls",
      "Connected",
      "Connect rate",
      "Positive",
      "Neutral",
      "Negative",
      "In no sentiment",
    ],
    rows: spans.map((span) => ({
      key: span.from,
      label: span.label,
      cells: [
        opening(span.calls, span),
        opening(span.connected, span, { connect_status: "connected" }),
        isThin(span.calls)
          ? { text: rate(span.calls ? span.connected / span.calls : null), thin: TOO_FEW }
          : { text: rate(span.connected / span.calls) },
        opening(span.positive, span, { sentiment: "positive" }),
        opening(span.neutral, span, { sentiment: "neutral" }),
        opening(span.negative, span, { sentiment: "negative" }),
        opening(span.rest, span, { sentiment: "none" }),
      ],
    })),
  };
}
