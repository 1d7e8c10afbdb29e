import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { moment } from "../format";
import { useMay, useSession } from "../queries";
import { useAssign } from "../setting/AssignDialog";
import { DecisionChip } from "../setting/DecisionChip";
import { QualifyDialog } from "../setting/QualifyDialog";
import { ownersQuery } from "../setting/requests";
import { STANDINGS } from "../setting/words";
import { useNow } from "../ui/useNow";
import type { Journey, Lead } from "../words";
import classes from "./leads.module.css";

/** How the lead stands, whose it is, and what comes next. */
export function StandingCard({ journey }: { journey: Journey }) {
  const now = useNow(30_000);
  const [deciding, setDeciding] = useState(false);
  const hasPlan = !useSession().company.lacks.appointment_setting;
  const mayDecide = useMay("qualify_leads") && hasPlan;
  const mayAssign = useMay("assign_leads") && hasPlan;
  const { lead, decision, next_meeting: next } = journey;
  return (
    <section className={`card ${classes.standing}`} aria-label="Standing">
      <dl>
        <dt>Standing</dt>
        <dd>
          <strong>{STANDINGS[journey.standing]}</strong>
          {decision && <DecisionChip decision={decision} now={now} />}
          {decision?.notes && <p className={classes.notes}>{decision.notes}</p>}
        </dd>
        {journey.is_customer && (
          <>
            <dt>Customer</dt>
            <dd>
              {journey.customer_since ? `Since ${moment(journey.customer_since, now)}` : "Yes"}
              <Link href={`/deals?lead_id=${lead.id}`}>Their deals</Link>
            </dd>
          </>
        )}
        <dt>Owner</dt>
        <dd>
          {mayAssign ? (
            <OwnerSelect lead={lead} />
          ) : (
            (lead.owner?.name ?? <span className="soft">Nobody</span>)
          )}
        </dd>
        <dt>Next meeting</dt>
        <dd>
          {next ? (
            <>
              <span className="num">{moment(next.starts_at, now)}</span>
              <span className="soft">
                {next.event_type.name} with {next.host.name}
              </span>
            </>
          ) : (
            <span className="soft">None</span>
          )}
        </dd>
      </dl>
      {mayDecide && (
        <Button variant="default" onClick={() => setDeciding(true)}>
          {decision ? "Change the decision" : "Approve or reject"}
        </Button>
      )}
      {deciding && <QualifyDialog lead={lead} onClose={() => setDeciding(false)} />}
    </section>
  );
}

function OwnerSelect({ lead }: { lead: Lead }) {
  const { data: owners = [] } = useQuery(ownersQuery);
  const assign = useAssign(() => {});
  const own = lead.owner;
  const known = own && !owners.some(({ id }) => id === own.id) ? [own, ...owners] : owners;
  return (
    <Select
      aria-label="Owner"
      placeholder="Nobody"
      clearable
      searchable
      disabled={assign.isPending}
      value={own ? String(own.id) : null}
      onChange={(owner) =>
        assign.mutate({ lead_ids: [lead.id], owner_ids: owner ? [Number(owner)] : [], keep_owners: false })
      }
      data={known.map(({ id, name }) => ({ value: String(id), label: name }))}
      error={assign.error?.message}
    />
  );
}
