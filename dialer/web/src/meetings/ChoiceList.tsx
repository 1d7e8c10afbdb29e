import { useShortcuts } from "../keys";
import { Key } from "../ui/Key";
import classes from "./meetings.module.css";

interface Option {
  key: string;
  label: string;
  meaning: string;
}

interface Props<One extends Option> {
  legend: string;
  /** Its digits are listened to: it is the one that is asked for now. */
  active: boolean;
  options: One[];
  picked: string | undefined;
  onPick: (option: One) => void;
  /** Going on without one. */
  onSkip?: () => void;
}

/** Some choices, each with what it means and the key that picks it. */
export function ChoiceList<One extends Option>({
  legend,
  active,
  options,
  picked,
  onPick,
  onSkip,
}: Props<One>) {
  const skip = onSkip ? [{ keys: "0", label: "Leave it out", run: onSkip }] : [];
  useShortcuts(
    [
      ...options.map((option, index) => ({
        keys: String(index + 1),
        label: option.label,
        run: () => onPick(option),
      })),
      ...skip,
    ],
    { enabled: active, inDialog: true },
  );
  return (
    <fieldset className={classes.choices}>
      <legend>{legend}</legend>
      <div>
        {options.map((option, index) => (
          <button
            key={option.key}
            type="button"
            className={classes.choice}
            aria-pressed={picked === option.key}
            aria-keyshortcuts={active ? String(index + 1) : undefined}
            onClick={() => onPick(option)}
          >
            <span>
              <strong>{option.label}</strong>
              <span className="soft">{option.meaning}</span>
            </span>
            {active && <Key>{String(index + 1)}</Key>}
          </button>
        ))}
        {onSkip && active && (
          <button type="button" className={classes.choice} aria-keyshortcuts="0" onClick={onSkip}>
            <span>
              <strong>Leave it out</strong>
              <span className="soft">Nothing was said that would fit.</span>
            </span>
            <Key>0</Key>
          </button>
        )}
      </div>
    </fieldset>
  );
}
