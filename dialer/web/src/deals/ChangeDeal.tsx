import { Modal } from "@mantine/core";
import type { DealPageData } from "../words";
import { DealForm } from "./DealForm";

export function ChangeDeal({ page, onClose }: { page: DealPageData; onClose: () => void }) {
  const { deal, transactions } = page;
  const of = deal.meeting ? { meeting_id: deal.meeting.id } : { lead_id: deal.lead.id };
  return (
    <Modal opened onClose={onClose} title={<strong>Change the deal</strong>} centered size={560}>
      <DealForm of={of} change={{ deal, transactions }} onSaved={onClose} onCancel={onClose} />
    </Modal>
  );
}
