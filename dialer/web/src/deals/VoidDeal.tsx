import { Textarea } from "@mantine/core";
import { useState } from "react";
import { Confirm } from "../admin/Confirm";
import { api, ask } from "../api";
import type { Deal } from "../words";
import { useDealAct } from "./deals";

export function VoidDeal({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const act = useDealAct(
    () =>
      ask(
        api.POST("/api/deals/{deal_id}/void", {
          params: { path: { deal_id: deal.id } },
          body: { reason: reason.trim(), version: deal.version },
        }),
      ),
    onClose,
  );
  return (
    <Confirm
      title="Void this deal?"
      action="Void it"
      danger
      busy={act.isPending}
      error={act.error}
      disabled={reason.trim() === ""}
      onConfirm={() => act.mutate(undefined)}
      onClose={onClose}
    >
      <p>
        It stays listed among the voided and counts nowhere.
        {deal.transactions > 0 && " Its transactions can pay for another deal."}
        {deal.meeting && " Its meeting owes a deal again."}
      </p>
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  );
}
