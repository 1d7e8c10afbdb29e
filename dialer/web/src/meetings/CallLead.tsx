import { useQuery } from "@tanstack/react-query";
import { CallButton } from "../dial/CallButton";
import { leadQuery, useMay } from "../queries";
import type { Meeting } from "../words";

/** Calls the lead through the dialer; the call then goes on in the bar, whatever page is open. */
export function CallLead({ lead }: { lead: Meeting["lead"] }) {
  const mayDial = useMay("dial");
  const { data } = useQuery({ ...leadQuery(lead.id), enabled: mayDial });
  return mayDial && data ? <CallButton lead={data} variant="default" /> : null;
}
