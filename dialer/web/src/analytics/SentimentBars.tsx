import { Link } from "wouter";
import { callsPage } from "../calls/filters";
import { count, rate } from "../format";
import { useOutcomes } from "../queries";
import { SentimentShape } from "../ui/SentimentShape";
import type { FigureGroup, Figures as FigureSums, Outcome } from "../words";
import classes from "./analytics.module.css";
import type { Figures } from "./DataTable";
import { Panel } from "./Panel";
import { colorOf, coloursOf, type Part, type Segment, type Share, sharesOf, urlOfAll } from "./shares";

const NAMES: Record<Part, string> = {
  positive: "Positive",
  neutral: "Neutral",
  negative: "Negative",
  deleted: "Deleted outcomes",
  none: "No outcome",
};

/** One bar for each sentiment, one shade inside it for each outcome, each leading to its calls. */
export function SentimentBars({ groups, totals }: { groups: FigureGroup[]; totals: FigureSums }) {
  const shares = sharesOf(groups);
  const outcomes = useOutcomes();
  return (
    <Panel title="How calls went" table={tableOf(shares, totals)}>
      <div className={classes.bars}>
        {shares.map((share) => (
          <Bar key={share.part} share={share} totals={totals} outcomes={outcomes} />
        ))}
      </div>
    </Panel>
  );
}

interface BarProps {
  share: Share;
  totals: FigureSums;
  outcomes: Outcome[];
}

function Bar({ share, totals, outcomes }: BarProps) {
  const { part, segments } = share;
  const { calls, calls_url } = totals;
  const all = urlOfAll(share, calls_url);
  const color = ({ key, deleted }: Segment) => colorOf(key, deleted ? "deleted" : part, outcomes);
  return (
    <div className={classes.bar} data-testid={`bar-${part}`}>
      <div className={classes.barName}>
        {part === "deleted" || part === "none" ? (
          <span className={classes.square} />
        ) : (
          <SentimentShape sentiment={part} />
        )}
        {NAMES[part]}
      </div>
      <div className={classes.track}>
        {segments.map((segment) => (
          <Link
            key={segment.key}
            href={callsPage(segment.url)}
            className={classes.segment}
            data-part={part}
            style={{
              width: `${(segment.calls / Math.max(1, calls)) * 100}%`,
              background: part === "none" ? undefined : color(segment),
            }}
            title={`${segment.label}: ${count(segment.calls)} of ${count(calls)}`}
            aria-label={`${segment.label}: ${count(segment.calls)} ${segment.calls === 1 ? "call" : "calls"}`}
          />
        ))}
      </div>
      <div className={`num ${classes.barCount}`}>
        <strong>{all ? <Link href={callsPage(all)}>{count(share.calls)}</Link> : count(share.calls)}</strong>{" "}
        <span className="soft">{calls > 0 ? rate(share.calls / calls) : ""}</span>
      </div>
      {part !== "none" && segments.length > 0 && (
        <ul className={classes.legend}>
          {segments.map((segment) => (
            <li key={segment.key} data-gone={segment.deleted || undefined}>
              {part === "deleted" || segment.deleted ? (
                <span className={classes.swatch} style={{ background: color(segment) }} />
              ) : (
                <SentimentShape sentiment={part} colours={coloursOf(segment.key, part, outcomes)} />
              )}
              <bdi>{segment.label}</bdi>{" "}
              {/* A mouse does not hit a thin segment; a keyboard has been there. */}
              <Link href={callsPage(segment.url)} tabIndex={-1} className="soft num">
                {count(segment.calls)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function tableOf(shares: Share[], { calls, calls_url }: FigureSums): Figures {
  const all = Math.max(1, calls);
  return {
    heads: ["Sentiment and outcome", "Calls", "Of all calls"],
    rows: shares.flatMap(({ part, segments }) =>
      segments.map((segment) => ({
        key: `${part} ${segment.key}`,
        label: part === "none" ? NAMES.none : `${NAMES[part]}: ${segment.label}`,
        gone: segment.deleted,
        cells: [
          { text: count(segment.calls), href: callsPage(segment.url) },
          { text: rate(segment.calls / all) },
        ],
      })),
    ),
    foot: {
      label: "All",
      cells: [{ text: count(calls), href: callsPage(calls_url) }, { text: calls > 0 ? rate(1) : "—" }],
    },
  };
}
