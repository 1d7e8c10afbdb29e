export type MicrophoneAccess = "granted" | "prompt" | "denied" | "unknown";

let explained = false;

export async function microphoneAccess(): Promise<MicrophoneAccess> {
  try {
    const status = await navigator.permissions.query({ name: "microphone" as PermissionName });
    return status.state;
  } catch {
    return "unknown";
  }
}

/** Before the browser asks for the first time, we say why. Once is enough for a visit. */
export async function needsExplaining(): Promise<boolean> {
  return !explained && (await microphoneAccess()) === "prompt";
}

export function explainedMicrophone() {
  explained = true;
}
