import { SettingSwitch } from "../SettingSwitch";

/** Whether the phone service listens for machines. */
export function MachineSwitch() {
  return (
    <SettingSwitch
      setting="detect_machines"
      title="Answering machines"
      label="Detect answering machines"
      mayChange
    >
      <li>
        A call that a machine answers fills in its outcome by itself. Twilio charges for each detection.
      </li>
      <li>Without it a machine looks like a person, and the rep picks the outcome.</li>
    </SettingSwitch>
  );
}
