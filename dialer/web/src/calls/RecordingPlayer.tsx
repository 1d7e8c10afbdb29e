import { duration } from "../format";
import type { Call } from "../words";
import classes from "./calls.module.css";

const WAITING = {
  in_progress: "The call is being recorded. It can be heard here once it is over.",
  absent: "This call was to be recorded, but there was nothing to record.",
  failed: "The recording failed. Nothing was kept.",
};

/** The sound of the call, through our own server. It is fetched when somebody presses play. */
export function RecordingPlayer({ call }: { call: Call }) {
  const { recording } = call;
  if (!recording) return null;
  return (
    <section>
      <h3>
        Recording{" "}
        {recording.seconds !== null && <span className="soft num">{duration(recording.seconds)}</span>}
      </h3>
      {recording.status === "completed" ? (
        // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said.
        <audio
          className={classes.player}
          controls
          preload="none"
          src={`/api/calls/${call.id}/recording`}
          aria-label="Recording of this call"
        />
      ) : (
        <p className="soft">{WAITING[recording.status]}</p>
      )}
    </section>
  );
}
