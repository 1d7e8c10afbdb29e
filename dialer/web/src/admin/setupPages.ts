const SETUP = "/admin/settings/dialer-setup";

export const CALL_OUTCOMES_PATH = `${SETUP}/call-outcomes`;
export const RECORDING_PATH = `${SETUP}/recording`;
export const SETUP_PAGES = [
  { path: CALL_OUTCOMES_PATH, label: "Call outcomes" },
  { path: RECORDING_PATH, label: "Recording" },
];
