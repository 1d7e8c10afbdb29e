import { Button, Tooltip } from "@mantine/core";
import { IconCheck, IconPhoneOff } from "@tabler/icons-react";
import { useShortcuts } from "../keys";
import { Key } from "../ui/Key";
import { useDesk } from "./desk";
import { isLineUp } from "./guards";

/** Records, ends and hangs up. The server decides whether it may. Escape never does this. */
export function EndButton() {
  const { call, saving, end } = useDesk();
  useShortcuts([{ keys: "e", label: "End call", run: () => end() }], { enabled: call !== null });
  if (!call) return null;
  const up = isLineUp(call.state);
  return (
    <Tooltip label={up ? "Hang up and end the call (E)" : "End the call (E)"}>
      <Button
        color={up ? "red" : undefined}
        size="md"
        leftSection={up ? <IconPhoneOff size={18} /> : <IconCheck size={18} />}
        rightSection={<Key>E</Key>}
        loading={saving === ""}
        onClick={() => end()}
        aria-label="End call"
        aria-keyshortcuts="e"
      >
        End call
      </Button>
    </Tooltip>
  );
}
