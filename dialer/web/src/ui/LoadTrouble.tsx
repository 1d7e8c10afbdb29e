import { Button } from "@mantine/core";
import { sentenceOf } from "../api";
import { Notice } from "./Notice";

export function LoadTrouble({ what, error, retry }: { what: string; error: unknown; retry: () => void }) {
  return (
    <Notice tone="danger" title={`${what} could not be loaded`} urgent>
      {sentenceOf(error)}{" "}
      <Button variant="subtle" size="compact-sm" onClick={retry}>
        Try again
      </Button>
    </Notice>
  );
}
