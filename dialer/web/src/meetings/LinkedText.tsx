import { piecesOf } from "./links";
import classes from "./meetings.module.css";

/** Notes as they were written, their links to be opened. */
export function LinkedText({ text }: { text: string }) {
  return (
    <p className={classes.notes}>
      {piecesOf(text).map(({ at, text: words, href }) =>
        href ? (
          <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {words}
          </a>
        ) : (
          words
        ),
      )}
    </p>
  );
}
