import type { Sentiment } from "../words";
import { type Colours, shadeColour } from "./colours";
import classes from "./ui.module.css";

export const SHAPES: Record<Sentiment, { path: string; words: string }> = {
  positive: { path: "M6 1.5 11 10.5H1Z", words: "positive" },
  neutral: { path: "M6 1.2a4.8 4.8 0 1 1 0 9.6a4.8 4.8 0 1 1 0-9.6Z", words: "neutral" },
  negative: { path: "M6 10.5 1 1.5h10Z", words: "negative" },
};

interface Props {
  sentiment: Sentiment;
  gone?: boolean;
  /** The outcome's own shade, where outcomes of one sentiment stand side by side. */
  colours?: Colours;
}

/** ▲ ● ▼: readable without colour. A deleted outcome is gray. */
export function SentimentShape({ sentiment, gone, colours }: Props) {
  const shape = SHAPES[sentiment];
  return (
    <svg
      className={classes.shape}
      data-sentiment={gone ? "gone" : sentiment}
      style={colours && !gone ? { fill: shadeColour(colours) } : undefined}
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      <title>{shape.words}</title>
      <path d={shape.path} />
    </svg>
  );
}
