import { Button, Tooltip } from "@mantine/core";
import { IconCheck, IconPhoneOff } from "@tabler/icons-react";
import { useShortcuts } from "../keys";
import { useSession } from "../queries";
import { Key } from "../ui/Key";
import { useDesk } from "./desk";
import { isLineUp } from "./guards";

/** Records, ends and hangs up. The server decides whether it may. Escape never does this. */
export function EndButton() {
  const { call, saving, unfolded, end } = useDesk();
  useShortcuts([{ keys: "e", label: "End call", run: () => end() }], { enabled: call !== null });
  const { company } = useSession();
  if (!call) return null;
  const up = isLineUp(call.state);
  const undecided = call.state === "live" && !call.outcome && !call.suggested && !unfolded;
  const waits = (call.needs_outcome && !unfolded) || (company.outcome_required && undecided);
  return (
    <Tooltip label={whatEndDoes(up, waits)}>
      <Button
        color={up ? "red" : undefined}
        size="md"
        leftSection={up ? <IconPhoneOff size={18} /> : <IconCheck size={18} />}
        rightSection={<Key>E</Key>}
        loading={saving === ""}
        onClick={() => end()}
        aria-keyshortcuts="e"
      >
        End call
      </Button>
    </Tooltip>
  );
}

function whatEndDoes(lineUp: boolean, waits: boolean): string {
  if (waits) return lineUp ? "Asks for the outcome, then hangs up (E)" : "Asks for the outcome first (E)";
  return lineUp ? "Hang up and end the call (E)" : "End the call (E)";
}
