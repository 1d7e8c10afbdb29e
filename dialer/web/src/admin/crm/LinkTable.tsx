import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ask, sentenceOf } from "../../api";
import { LoadTrouble } from "../../ui/LoadTrouble";
import { Notice } from "../../ui/Notice";
import { CALL_OUTCOMES_PATH } from "../sections";
import { crmLinksQuery, type LinkChoice, type OpenValue, type OutcomeLink, useCrmAct } from "./crm";
import own from "./crm.module.css";

const ADD = "+add";
const LEAVE = "+leave";
type Choices = Record<string, string>;

/** Which outcome is which value; before the start all are decided at once, later only those that are open. */
export function LinkTable({ started }: { started: boolean }) {
  const { data, error, refetch } = useQuery(crmLinksQuery);
  const [choices, setChoices] = useState<Choices>({});
  const save = useCrmAct(() => ask(api.PUT("/api/crm/links", { body: { links: linksOf(choices) } })));
  if (error) return <LoadTrouble what="The links" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={320} radius="lg" />;
  const changed = Object.keys(choices).length > 0;
  return (
    <section className="card" aria-label="Outcomes and values">
      <div className={own.tableHead}>
        <h2>{started ? "Outcomes and values" : "Link your outcomes"}</h2>
        {!started && (
          <p className="soft">
            For each outcome choose the value it is in Salesforce, have it added there, or leave it out.
            Values that are left become outcomes for everybody when you start.
          </p>
        )}
        {(!started || changed) && (
          <Button
            loading={save.isPending}
            onClick={() => save.mutate(undefined, { onSuccess: () => setChoices({}) })}
          >
            {started ? "Save the links" : "Start syncing"}
          </Button>
        )}
        {save.error && (
          <Notice tone="danger" urgent title="Not saved">
            {sentenceOf(save.error)}
          </Notice>
        )}
      </div>
      <div className={own.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">Outcome</th>
              <th scope="col">In Salesforce</th>
              <th scope="col">How it stands</th>
            </tr>
          </thead>
          <tbody>
            {data.outcomes.map((link) => (
              <Row
                key={link.key}
                link={link}
                open={data.open_values}
                choice={choices[link.key]}
                choose={(choice) => setChoices({ ...choices, [link.key]: choice })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {started && <Left values={data.open_values} inactive={data.inactive} />}
    </section>
  );
}

function linksOf(choices: Choices): LinkChoice[] {
  return Object.entries(choices).map(([outcome, choice]) => {
    if (choice === ADD) return { outcome, what: "wanted" };
    if (choice === LEAVE) return { outcome, what: "left" };
    return { outcome, what: "linked", value: choice };
  });
}

interface RowProps {
  link: OutcomeLink;
  open: OpenValue[];
  choice: string | undefined;
  choose: (choice: string) => void;
}

function Row({ link, open, choice, choose }: RowProps) {
  const decided = link.state === "linked" || link.deleted;
  return (
    <tr data-outcome={link.key} data-gone={link.deleted || undefined}>
      <th scope="row">
        <bdi>{link.label}</bdi>
        {link.deleted && " (deleted)"}
      </th>
      <td className={own.value}>
        {decided ? (
          <Value link={link} />
        ) : (
          <NativeSelect
            aria-label={`${link.label} in Salesforce`}
            value={choice ?? (link.state === "left" ? LEAVE : ADD)}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <option value={ADD}>Add it to the list</option>
            <option value={LEAVE}>Leave it out</option>
            {open.map((value) => (
              <option key={value.value} value={value.value}>
                {value.label}
              </option>
            ))}
          </NativeSelect>
        )}
      </td>
      <td>
        <Standing link={link} />
      </td>
    </tr>
  );
}

function Value({ link }: { link: OutcomeLink }) {
  if (!link.value) return <span className="soft">—</span>;
  return (
    <>
      {link.label_there}
      {link.value !== link.label_there && <span className={`soft ${own.apiName}`}>{link.value}</span>}
    </>
  );
}

function Standing({ link }: { link: OutcomeLink }) {
  const accept = useCrmAct(() =>
    ask(api.POST("/api/crm/links/{key}/accept", { params: { path: { key: link.key } } })),
  );
  if (link.gone_at) return <>Its value is gone there, so it was deleted here.</>;
  if (link.deleted) return <>Deleted here; its value is still there.</>;
  if (link.is_new) {
    return (
      <span className={own.fresh}>
        <span className={own.state} data-tone="wait">
          new
        </span>
        <Link href={CALL_OUTCOMES_PATH}>Say what it means</Link>
        <Button size="compact-sm" variant="subtle" loading={accept.isPending} onClick={() => accept.mutate()}>
          It is right as it is
        </Button>
      </span>
    );
  }
  if (link.state === "by_hand") {
    return (
      <>
        An admin in Salesforce must add “{link.label}” to the list, then sync.{" "}
        <span className="soft">{link.reason}</span>
      </>
    );
  }
  if (link.state === "wanted") return <>Will be added at the next sync.</>;
  if (link.state === "left")
    return <span className="soft">Left out: its calls are logged without a result.</span>;
  return <span className="soft">{link.state === "linked" ? "Linked" : "To be decided"}</span>;
}

/** Values that are no outcome here, and why. */
function Left({ values, inactive }: { values: OpenValue[]; inactive: number }) {
  if (values.length === 0 && inactive === 0) return null;
  return (
    <details className={own.changes}>
      <summary>
        Values that are no outcome here: {values.length}, inactive ones: {inactive}
      </summary>
      <ul>
        {values.map((value) => (
          <li key={value.value}>
            <strong>{value.label}</strong> <span className="soft">{value.reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
