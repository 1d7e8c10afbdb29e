import { Notice } from "../ui/Notice";
import type { Trouble } from "../voiceTrouble";

/** What went wrong with the line, and what cures it. */
export function LineTroubleNotice({ trouble, onClose }: { trouble: Trouble; onClose: () => void }) {
  return (
    <Notice tone="danger" urgent title={titleOf(trouble)} onClose={onClose}>
      {trouble.code === 31401 ? <MicrophoneCure /> : trouble.sentence}
    </Notice>
  );
}

function titleOf(trouble: Trouble): string {
  if (trouble.code === 31401) return "No call without the microphone";
  return trouble.unplaced ? "The call could not be placed" : "The line broke off";
}

function MicrophoneCure() {
  return (
    <>
      The browser does not let this page use the microphone. Click the icon to the left of the address, set{" "}
      <strong>Microphone</strong> to <strong>Allow</strong>, and call again. The attempt is listed as not
      placed and counts in no rate.
    </>
  );
}
