import { Link } from "wouter";
import { CallMeeting } from "../booking/CallMeeting";
import { numberOf } from "../call/callWords";
import { Notes } from "../call/Notes";
import { useMay } from "../queries";
import { ResultChip } from "../ui/ResultChip";
import type { Call } from "../words";
import { ChangeOutcome } from "./ChangeOutcome";
import classes from "./calls.module.css";
import { Evidence } from "./Evidence";
import { OutcomeHistory } from "./OutcomeHistory";
import { RecordingPlayer } from "./RecordingPlayer";
import { ReleaseForm } from "./ReleaseForm";

export function CallDetail({ call }: { call: Call }) {
  const mayRelease = useMay("release_call") && call.rep !== null && call.state !== "ended";
  return (
    <div className={classes.detail}>
      <p className="soft num">
        {[call.lead?.organisation, numberOf(call), call.rep && `by ${call.rep.name}`]
          .filter(Boolean)
          .join(" · ")}
        {call.lead && (
          <>
            {" · "}
            <Link href={`/leads/${call.lead.id}`}>the lead’s page</Link>
          </>
        )}
      </p>
      {mayRelease && <ReleaseForm call={call} />}
      {call.rep && (
        <section>
          <h3>Outcome</h3>
          <ChangeOutcome call={call} />
          <CallMeeting call={call} />
        </section>
      )}
      <section>
        <h3>
          What happened on the line <ResultChip line={call.line} missed={call.missed} />
        </h3>
        <Evidence call={call} />
      </section>
      <RecordingPlayer call={call} />
      <Notes call={call} withKey={false} />
      <OutcomeHistory id={call.id} />
    </div>
  );
}
