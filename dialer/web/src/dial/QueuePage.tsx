import { Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconConfetti, IconSearch, IconUserOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useDesk } from "../call/desk";
import { LineTroubleNotice } from "../call/LineTroubleNotice";
import { useShortcuts } from "../keys";
import { leadSearchQuery, queueQuery } from "../queries";
import { Empty } from "../ui/Empty";
import { Key } from "../ui/Key";
import { LoadTrouble } from "../ui/LoadTrouble";
import { Notice } from "../ui/Notice";
import classes from "./dial.module.css";
import { LeadRows } from "./LeadRows";
import { ManualDial } from "./ManualDial";
import { NextCard } from "./NextCard";

export function QueuePage() {
  const desk = useDesk();
  const [words, setWords] = useState("");
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <h1>Dial</h1>
        <Search words={words} setWords={setWords} />
        <ManualDial />
      </header>
      {desk.lineTrouble && <LineTroubleNotice trouble={desk.lineTrouble} onClose={desk.dismiss} />}
      {desk.trouble && !desk.justEnded && (
        <Notice tone="danger" urgent onClose={desk.dismiss}>
          {desk.trouble}
        </Notice>
      )}
      {words.trim() ? <Found words={words.trim()} /> : <Queue />}
    </div>
  );
}

function Search({ words, setWords }: { words: string; setWords: (words: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", label: "Search leads", run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      className={classes.search}
      aria-label="Search leads"
      placeholder="Search leads by name, company or number"
      leftSection={<IconSearch size={17} />}
      rightSection={words ? undefined : <Key>/</Key>}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        setWords("");
        field.current?.blur();
      }}
    />
  );
}

function Found({ words }: { words: string }) {
  const [settled] = useDebouncedValue(words, 200);
  const { data, error, refetch } = useQuery(leadSearchQuery(settled));
  if (error) return <LoadTrouble what="The search" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={180} radius="lg" />;
  if (data.length === 0) {
    return <Empty icon={<IconUserOff size={24} />} title={`Nobody matches “${settled}”`} />;
  }
  return <LeadRows title="Found" items={data.map((lead) => ({ lead, reason: "" }))} />;
}

function Queue() {
  const { data, error, refetch } = useQuery(queueQuery);
  if (error) return <LoadTrouble what="The queue" error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton h={260} radius="lg" />;
  const [first, ...others] = data;
  if (!first) {
    return (
      <Empty icon={<IconConfetti size={24} />} title="Nobody is left to call">
        New leads and due follow-ups appear here by themselves.
      </Empty>
    );
  }
  return (
    <>
      <NextCard item={first} />
      {others.length > 0 && <LeadRows title="Then" items={others} />}
    </>
  );
}
