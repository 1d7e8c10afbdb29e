import { useQuery } from "@tanstack/react-query";
import { useDesk } from "../call/desk";
import { isLineUp } from "../call/guards";
import { useShortcuts } from "../keys";
import { queueQuery } from "../queries";
import type { Call } from "../words";
import { CallButton } from "./CallButton";
import classes from "./dial.module.css";

/** After the line is over the next person is one key away; the server says if a held call forbids it. */
export function NextUp({ call }: { call: Call }) {
  const { dial } = useDesk();
  const { data } = useQuery(queueQuery);
  const next = data?.find(({ lead }) => lead.id !== call.lead?.id && !lead.do_not_call);
  const free = !isLineUp(call.state);
  useShortcuts(
    [{ keys: "d", label: "Call the next lead", run: () => next && dial({ lead_id: next.lead.id }) }],
    {
      enabled: free && next !== undefined,
    },
  );
  if (!next) return null;
  return (
    <section className={`card ${classes.nextUp}`} aria-label="Next up">
      <div>
        <span className="soft">Next up</span>
        <strong>{next.lead.name}</strong>
        <span className="soft">{next.reason}</span>
      </div>
      <CallButton lead={next.lead} shortcut="D" variant="default" />
    </section>
  );
}
