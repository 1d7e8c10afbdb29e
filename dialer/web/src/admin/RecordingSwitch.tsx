import { SettingSwitch } from "./SettingSwitch";

/** Whether conversations are recorded, and what to think of before they are. */
export function RecordingSwitch() {
  return (
    <SettingSwitch setting="record_calls" title="Recording" label="Record calls" mayChange>
      <li>
        In many places everybody on a call must agree to being recorded. Tell people at the beginning, and ask
        a lawyer before you turn this on.
      </li>
      <li>It begins when somebody answers, in both directions, from the next call on.</li>
      <li>Who may see a call may hear it, on the call's own page.</li>
    </SettingSwitch>
  );
}
