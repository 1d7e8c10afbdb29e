import { Button, Skeleton, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../../api";
import { outcomesQuery } from "../../queries";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import type { Outcome } from "../../words";
import { CatalogueNotices } from "./CatalogueNotices";
import { CatalogueTable } from "./CatalogueTable";
import classes from "./catalogue.module.css";
import { DeleteDialog } from "./DeleteDialog";
import { DeletedOutcomes } from "./DeletedOutcomes";
import { NEW } from "./draft";
import { OutcomeDrawer } from "./OutcomeDrawer";
import { PickerPreview } from "./PickerPreview";
import { useReorder } from "./useReorder";

/** The company's outcomes, beside the picker that a rep sees. `mayChange` is off without Salesforce. */
export function Catalogue({ mayChange }: { mayChange: boolean }) {
  const { data, error, refetch } = useQuery(outcomesQuery);
  if (error) return <LoadTrouble what="The catalogue" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={420} radius="lg" />;
  return <Loaded outcomes={data} mayChange={mayChange} />;
}

function Loaded({ outcomes, mayChange }: { outcomes: Outcome[]; mayChange: boolean }) {
  const [edited, setEdited] = useState<Outcome | typeof NEW | null>(null);
  const [leaving, setLeaving] = useState<Outcome | null>(null);
  const order = useReorder(outcomes);
  return (
    <section className={classes.catalogue} aria-label="Catalogue">
      <div className={classes.main}>
        <div className={classes.bar}>
          <h2>Catalogue</h2>
          {mayChange && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited(NEW)}>
              Add outcome
            </Button>
          )}
        </div>
        <CatalogueNotices outcomes={outcomes} />
        {order.trouble && (
          <Notice tone="danger" urgent title="The order was not kept">
            {sentenceOf(order.trouble)}
          </Notice>
        )}
        <CatalogueTable
          outcomes={outcomes}
          mayChange={mayChange}
          order={order}
          onEdit={setEdited}
          onDelete={setLeaving}
        />
        <DeletedOutcomes outcomes={outcomes} mayChange={mayChange} />
      </div>
      <PickerPreview outcomes={outcomes} />
      <VisuallyHidden>
        <div role="status" data-testid="order-said">
          {order.said}
        </div>
      </VisuallyHidden>
      {edited && (
        <OutcomeDrawer
          edited={edited}
          outcomes={outcomes}
          onClose={() => setEdited(null)}
          onDelete={setLeaving}
        />
      )}
      {leaving && <DeleteDialog outcome={leaving} outcomes={outcomes} onClose={() => setLeaving(null)} />}
    </section>
  );
}
