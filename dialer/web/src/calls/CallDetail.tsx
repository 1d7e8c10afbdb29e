import { Notes } from "../call/Notes";
import { phone } from "../format";
import { useMay } from "../queries";
import { ResultChip } from "../ui/ResultChip";
import type { Call } from "../words";
import { ChangeOutcome } from "./ChangeOutcome";
import classes from "./calls.module.css";
import { Evidence } from "./Evidence";
import { OutcomeHistory } from "./OutcomeHistory";
import { ReleaseForm } from "./ReleaseForm";

export function CallDetail({ call }: { call: Call }) {
  const mayRelease = useMay("release_call") && call.state !== "ended";
  return (
    <div className={classes.detail}>
      <p className="soft num">
        {[call.lead?.organisation, phone(call.to), `by ${call.rep.name}`].filter(Boolean).join(" · ")}
      </p>
      {mayRelease && <ReleaseForm call={call} />}
      <section>
        <h3>Outcome</h3>
        <ChangeOutcome call={call} />
      </section>
      <section>
        <h3>
          What happened on the line <ResultChip line={call.line} />
        </h3>
        <Evidence call={call} />
      </section>
      <Notes call={call} withKey={false} />
      <OutcomeHistory id={call.id} />
    </div>
  );
}
