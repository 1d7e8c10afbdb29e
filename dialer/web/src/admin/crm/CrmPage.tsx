import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import classes from "../admin.module.css";
import { SetupTrail } from "../SetupTrail";
import { ConnectCard } from "./ConnectCard";
import { ConnectionCard } from "./ConnectionCard";
import { type Crm, crmQuery } from "./crm";
import { KindCard } from "./KindCard";
import { LinkTable } from "./LinkTable";
import { Outbox } from "./Outbox";

/** What the way back from Salesforce may say. */
const TROUBLE: Record<string, string> = {
  crm_state: "That way back from Salesforce was old, or was begun in another browser. Connect again.",
  crm_denied: "Access was not allowed in Salesforce. Connect again and press Allow.",
  crm_refused:
    "Salesforce did not accept the sign-in. Check SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET.",
  crm_away: "Salesforce does not answer. Try again in a while.",
  crm_no_refresh_token: "The connected app lacks the scope refresh_token, so we could not stay connected.",
  signed_out: "You were signed out meanwhile. Connect again.",
};

export default function CrmPage() {
  const { data: crm, error, refetch } = useQuery(crmQuery);
  return (
    <div className={classes.page}>
      <header>
        <SetupTrail here="CRM" />
        <h1>CRM</h1>
        <p className="soft">The customer database your outcomes come from and your calls are logged in.</p>
      </header>
      <Arrival />
      {error && <LoadTrouble what="The connection" error={error} retry={() => void refetch()} />}
      {!crm && !error && <Skeleton h={240} radius="lg" />}
      {crm && (
        <>
          <KindCard crm={crm} />
          {crm.kind === "salesforce" && <Salesforce crm={crm} />}
        </>
      )}
    </div>
  );
}

function Salesforce({ crm }: { crm: Crm }) {
  const connected = crm.connection && crm.connection.state !== "disconnected";
  return (
    <>
      {connected && crm.connection ? (
        <ConnectionCard crm={crm} connection={crm.connection} />
      ) : (
        <ConnectCard crm={crm} />
      )}
      {connected && crm.connection?.field_kind === "picklist" && (
        <LinkTable started={crm.connection.started} />
      )}
      {crm.connection && <Outbox crm={crm} />}
    </>
  );
}

function Arrival() {
  const [given, setGiven] = useSearchParams();
  const trouble = given.get("trouble");
  const forget = () => setGiven({}, { replace: true });
  if (trouble) {
    return (
      <Notice tone="danger" urgent title="Not connected" onClose={forget}>
        {TROUBLE[trouble] ?? "Salesforce could not be connected. Try again."}
      </Notice>
    );
  }
  if (!given.has("connected")) return null;
  return (
    <Notice tone="info" title="Salesforce is connected" onClose={forget}>
      Its list of call results is being read.
    </Notice>
  );
}
