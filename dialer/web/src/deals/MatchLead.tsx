import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { api, ask, sentenceOf } from "../api";
import { Notice } from "../ui/Notice";
import type { Transaction } from "../words";
import { useDealAct } from "./deals";
import { LeadPicker } from "./LeadPicker";
import { day, money } from "./money";

export function MatchLead({ row, onClose }: { row: Transaction; onClose: () => void }) {
  const [lead, setLead] = useState<number | null>(null);
  const path = { params: { path: { transaction_id: row.id } } };
  const match = useDealAct(
    (lead_id: number | null) =>
      ask(api.PUT("/api/transactions/{transaction_id}/lead", { ...path, body: { lead_id } })),
    onClose,
  );
  const who = [row.name, row.email, row.phone].filter(Boolean).join(", ");
  return (
    <Modal opened onClose={onClose} title={<strong>Whose payment is it?</strong>} centered>
      <Stack gap="md">
        <span>
          {money(row.amount, row.currency)}, {day(row.paid_at)}
          {who && `, from ${who}`}
          {row.lead && `. Now ${row.lead.name}'s.`}
        </span>
        <LeadPicker label="Lead" value={lead} onChange={setLead} autoFocus />
        {match.error && (
          <Notice tone="danger" urgent>
            {sentenceOf(match.error)}
          </Notice>
        )}
        <Group justify="flex-end">
          {row.lead && (
            <Button variant="subtle" color="red" loading={match.isPending} onClick={() => match.mutate(null)}>
              Nobody's
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={lead === null} loading={match.isPending} onClick={() => match.mutate(lead)}>
            Match
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
