import { Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api";
import { keys } from "../../topics";
import type { Team } from "../../words";
import { Confirm } from "../Confirm";
import { TeamField } from "./PersonFields";

/** Where its people move, deactivated ones included; then it is gone from every choice. */
export function DeleteTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const client = useQueryClient();
  const [target, setTarget] = useState<number | null>(null);
  const leave = useMutation({
    mutationFn: () =>
      ask(
        api.DELETE("/api/teams/{team_id}", {
          params: {
            path: { team_id: team.id },
            query: { move_to: target === null ? "none" : String(target) },
          },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.users });
      onClose();
    },
  });
  return (
    <Confirm
      title={`Delete the team ${team.name}?`}
      action="Delete"
      danger
      busy={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    >
      <Stack gap="md">
        <span>
          Its past calls keep it, so its numbers stay. A team made later under the same name brings it back.
        </span>
        <TeamField label="Its people move to" value={target} onChange={setTarget} without={team.id} />
      </Stack>
    </Confirm>
  );
}
