import { useQuery } from "@tanstack/react-query";
import { onColour, shadeColour } from "../../ui/colours";
import { SHAPES } from "../../ui/SentimentShape";
import type { Sentiment } from "../../words";
import classes from "./catalogue.module.css";
import { shadesQuery } from "./requests";

interface Props {
  sentiment: Sentiment;
  value: number | null;
  onPick: (shade: number | null) => void;
}

/** Shades of the sentiment's colour, each with its shape, so that none needs to be told by colour. */
export function ShadePicker({ sentiment, value, onPick }: Props) {
  const { data } = useQuery(shadesQuery);
  const choices = data?.[sentiment] ?? [];
  return (
    <fieldset className={classes.field}>
      <legend>Shade</legend>
      <div className={classes.swatches}>
        <label className={classes.automatic}>
          <input type="radio" name="shade" checked={value === null} onChange={() => onPick(null)} />
          Automatic
        </label>
        {choices.map(({ shade, colours }, place) => (
          <label key={shade} className={classes.swatch} style={{ background: shadeColour(colours) }}>
            <input
              type="radio"
              name="shade"
              aria-label={`Shade ${place + 1} of ${choices.length}`}
              checked={value === shade}
              onChange={() => onPick(shade)}
            />
            <svg viewBox="0 0 12 12" aria-hidden="true" style={{ fill: onColour(colours) }}>
              <path d={SHAPES[sentiment].path} />
            </svg>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
