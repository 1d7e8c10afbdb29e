import { Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { DealForm } from "./DealForm";
import type { DealOf } from "./deals";
import { LeadPicker } from "./LeadPicker";

/** A deal of a sale, or of a lead that is chosen first. */
export function AddDeal({ of, onClose }: { of?: DealOf; onClose: () => void }) {
  const [lead, setLead] = useState<number | null>(null);
  const [, go] = useLocation();
  const chosen = of ?? (lead === null ? null : { lead_id: lead });
  return (
    <Modal opened onClose={onClose} title={<strong>Add a deal</strong>} centered size={560}>
      <Stack gap="md">
        {!of && <LeadPicker label="Lead" value={lead} onChange={setLead} autoFocus />}
        {chosen && (
          <DealForm
            key={lead}
            of={chosen}
            onCancel={onClose}
            onSaved={(deal) => {
              onClose();
              go(`/deals/${deal.id}`);
            }}
          />
        )}
      </Stack>
    </Modal>
  );
}
