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
      <li>It acts at once, for everybody. Turning it off frees every rep who is waiting.</li>
    </SettingSwitch>
  );
}
