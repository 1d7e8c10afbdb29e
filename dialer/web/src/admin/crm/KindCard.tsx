import { Select } from "@mantine/core";
import { api, ask, sentenceOf } from "../../api";
import { type Crm, type CrmKind, useCrmAct } from "./crm";
import classes from "./crm.module.css";

const KINDS: { value: CrmKind; label: string }[] = [
  { value: "none", label: "None" },
  { value: "salesforce", label: "Salesforce" },
  { value: "hubspot", label: "HubSpot" },
  { value: "other", label: "Another one" },
];

/** Which customer database the company has, and what works with it. */
export function KindCard({ crm }: { crm: Crm }) {
  const change = useCrmAct((kind: CrmKind) => ask(api.PATCH("/api/crm", { body: { kind } })));
  return (
    <section className={`card ${classes.card}`} aria-label="Customer database">
      <Select
        label="Customer database"
        className={classes.kind}
        data={KINDS}
        value={change.isPending ? change.variables : crm.kind}
        allowDeselect={false}
        onChange={(kind) => kind && kind !== crm.kind && change.mutate(kind as CrmKind)}
        error={change.error ? sentenceOf(change.error) : undefined}
      />
      <p className="soft">{crm.note}</p>
    </section>
  );
}
