import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Notice } from "../ui/Notice";
import type { MeetingDetail } from "../words";
import { AddDeal } from "./AddDeal";
import { meetingDealQuery } from "./deals";
import classes from "./deals.module.css";
import { day, isNothing, money } from "./money";

/** What a meeting's sale became: its deal, or that it still owes one. */
export function MeetingDeal({ meeting }: { meeting: MeetingDetail }) {
  const isSale = meeting.kind === "strategy" && meeting.outcome === "sale";
  const { data } = useQuery({ ...meetingDealQuery(meeting.id), enabled: isSale });
  const [adding, setAdding] = useState(false);
  if (!isSale || data === undefined) return null;
  const [deal] = data;
  if (deal)
    return (
      <p className={classes.ofMeeting}>
        Its deal:{" "}
        <Link href={`/deals/${deal.id}`}>
          {deal.product.name}, {money(deal.value, deal.currency)}, {day(deal.date)}
        </Link>
        {!isNothing(deal.returned) && (
          <span className="soft"> · {money(deal.returned, deal.currency)} given back</span>
        )}
      </p>
    );
  if (!meeting.can_record) return null;
  return (
    <Notice tone="owed" title="This sale owes its deal">
      <Button size="compact-sm" variant="default" mt={6} onClick={() => setAdding(true)}>
        Add its deal
      </Button>
      {adding && <AddDeal of={{ meeting_id: meeting.id }} onClose={() => setAdding(false)} />}
    </Notice>
  );
}
