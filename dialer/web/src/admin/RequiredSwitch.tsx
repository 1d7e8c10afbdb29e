import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api";
import { count } from "../format";
import { keys } from "../topics";
import { SettingSwitch } from "./SettingSwitch";

const SHOWN_BY = [keys.session, ["calls"]];

/** The one switch of the policy. */
export function RequiredSwitch({ mayChange }: { mayChange: boolean }) {
  return (
    <SettingSwitch
      setting="outcome_required"
      title="Requirement"
      label="Make call outcome required"
      mayChange={mayChange}
      alsoShownBy={SHOWN_BY}
    >
      <li>A call cannot be ended while it has no outcome; picking one ends it in the same step.</li>
      <li>
        If the other side hangs up first, the call waits, and the rep dials nobody else until it has one.
      </li>
      <li>A pre-filled outcome counts. A call that was never placed asks for none.</li>
      <li>
        Ending a call is pressing End; leaving it is dialing the next one. Both ask for the outcome first.
      </li>
      <li>It acts at once, for everybody. Turning it off frees every rep who is waiting.</li>
      {mayChange && <LastWeek />}
    </SettingSwitch>
  );
}

/** What it would have done: calls that a rep ended or left without an outcome. */
function LastWeek() {
  const { data } = useQuery({
    queryKey: keys.requiredImpact,
    queryFn: () => ask(api.GET("/api/settings/required-impact")),
  });
  if (!data) return null;
  return (
    <li data-testid="last-week">
      In the last 7 days it would have held <strong className="num">{count(data.held)}</strong> of{" "}
      {count(data.calls)} calls: those that had no outcome when the rep ended or left them.
    </li>
  );
}
