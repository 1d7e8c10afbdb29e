import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { assignKeys } from "../call/pickerKeys";
import { outcomesQuery } from "../queries";
import { Key } from "../ui/Key";
import { LoadTrouble } from "../ui/LoadTrouble";
import { SentimentShape } from "../ui/SentimentShape";
import type { Outcome } from "../words";
import classes from "./admin.module.css";

const GROUPS: Record<Outcome["group"], string> = { no_answer: "No answer", answered: "Answered" };
const CONNECT: Record<Outcome["connect_status"], string> = {
  connected: "Connected",
  not_connected: "Not connected",
};
const SENTIMENTS: Record<Outcome["sentiment"], string> = {
  positive: "Positive",
  neutral: "Neutral",
  negative: "Negative",
};
const TRIGGERS: Record<Outcome["prefills"][number], string> = {
  busy: "Line busy",
  not_in_service: "Number not in service",
  no_answer: "Rang out",
  canceled: "Rep gave up while it rang",
  machine: "Machine answered",
  voicemail_left: "Message played to its end",
};

export function OutcomeCatalogue() {
  const { data, error, refetch } = useQuery(outcomesQuery);
  if (error) return <LoadTrouble what="The catalogue" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={420} radius="lg" />;
  const keys = assignKeys(data.filter((outcome) => !outcome.deleted));
  return (
    <section className={`card ${classes.catalogue}`} aria-label="Catalogue">
      <table>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Group</th>
            <th scope="col">Connect status</th>
            <th scope="col">Sentiment</th>
            <th scope="col">Pre-filled by</th>
            <th scope="col">Key</th>
          </tr>
        </thead>
        <tbody>
          {data.map((outcome) => (
            <CatalogueRow key={outcome.key} outcome={outcome} shortcut={keys.get(outcome.key)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CatalogueRow({ outcome, shortcut }: { outcome: Outcome; shortcut: string | undefined }) {
  return (
    <tr data-outcome={outcome.key} data-gone={outcome.deleted || undefined}>
      <th scope="row">
        {outcome.label}
        {outcome.deleted && " (deleted)"}
        <span className="soft">{outcome.description}</span>
      </th>
      <td>{GROUPS[outcome.group]}</td>
      <td>{CONNECT[outcome.connect_status]}</td>
      <td>
        <span className={classes.sentiment}>
          <SentimentShape sentiment={outcome.sentiment} gone={outcome.deleted} />{" "}
          {SENTIMENTS[outcome.sentiment]}
        </span>
      </td>
      <td>
        {outcome.prefills.map((trigger) => TRIGGERS[trigger]).join(", ") || <span className="soft">—</span>}
      </td>
      <td>{shortcut && <Key>{shortcut}</Key>}</td>
    </tr>
  );
}
