import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { BookButton } from "../booking/BookButton";
import { useDesk } from "../call/desk";
import { CallButton } from "../dial/CallButton";
import { LeadCard } from "../dial/LeadCard";
import { useShortcuts } from "../keys";
import { useMay } from "../queries";
import type { Lead } from "../words";
import { EditLead } from "./EditLead";
import { FlowPlace } from "./FlowPlace";
import classes from "./leads.module.css";

/** Who the lead is, changed where it stands, and calling them. */
export function LeadHead({ lead, actions }: { lead: Lead; actions?: ReactNode }) {
  const mayDial = useMay("dial");
  const { justEnded } = useDesk(); // whose own B comes first
  const [editing, setEditing] = useState(false);
  useShortcuts([{ keys: "e", label: "Edit the lead", run: () => setEditing(true) }], {
    enabled: mayDial && !editing,
  });
  return (
    <section className={`card ${classes.head}`} aria-label="Lead">
      {editing ? (
        <EditLead lead={lead} onClose={() => setEditing(false)} />
      ) : (
        <LeadCard lead={lead} heading="h1">
          {mayDial && <FlowPlace lead={lead} />}
          <div className={classes.actions}>
            {mayDial && <CallButton lead={lead} />}
            <BookButton leadId={lead.id} withKey={!justEnded} />
            {actions}
            {mayDial && (
              <Button
                variant="default"
                leftSection={<IconPencil size={16} aria-hidden="true" />}
                onClick={() => setEditing(true)}
              >
                Edit
              </Button>
            )}
          </div>
        </LeadCard>
      )}
    </section>
  );
}
