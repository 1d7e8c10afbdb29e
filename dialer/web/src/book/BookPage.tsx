import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconCalendarOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { Problem } from "../api";
import { Empty } from "../ui/Empty";
import { LoadTrouble } from "../ui/LoadTrouble";
import classes from "./book.module.css";
import { ownZone, whenInWords, zoneName } from "./days";
import { About, Frame } from "./Frame";
import { type BookingPage, bookingQuery, bookTime, pageQuery } from "./requests";
import { TimePicker } from "./TimePicker";
import { NOBODY, type Typed, VisitorForm } from "./VisitorForm";

/** An event type's own page: choose a time, say who you are, done. */
export default function BookPage({ slug }: { slug: string }) {
  const { data: page, error, refetch } = useQuery(pageQuery(slug));
  if (error instanceof Problem && error.status === 404) {
    return (
      <Frame title="Nothing to book here">
        <Empty icon={<IconCalendarOff size={24} />} title="Nothing can be booked here" heading="h1">
          {error.message}
        </Empty>
      </Frame>
    );
  }
  return (
    <Frame title={page ? `Book: ${page.name}` : "Book a meeting"} company={page?.company}>
      {error && <LoadTrouble what="The page" error={error} retry={() => void refetch()} />}
      {!page && !error && <Skeleton h={420} radius="lg" />}
      {page && <Booking key={page.slug} page={page} />}
    </Frame>
  );
}

function Booking({ page }: { page: BookingPage }) {
  const [zone, setZone] = useState(() => ownZone(page.zone));
  const [time, setTime] = useState<string | null>(null);
  const [typed, setTyped] = useState<Typed>(NOBODY);
  const book = useBook(page.slug);
  const pick = (picked: string) => {
    book.reset();
    setTime(picked);
  };
  return (
    <div className={classes.columns}>
      <About {...page}>{time && <Chosen time={time} minutes={page.minutes} zone={zone} />}</About>
      <div className={classes.work}>
        {time === null ? (
          <TimePicker
            of={{ slug: page.slug }}
            lastDay={page.last_day}
            zone={zone}
            onZone={setZone}
            onPick={pick}
          />
        ) : (
          <>
            <Button
              className={classes.back}
              variant="subtle"
              leftSection={<IconArrowLeft size={17} />}
              onClick={() => setTime(null)}
            >
              Another time
            </Button>
            <VisitorForm
              typed={typed}
              onType={setTyped}
              busy={book.isPending}
              error={book.error}
              onSubmit={() => book.mutate({ ...typed, starts_at: time, zone })}
            />
          </>
        )}
      </div>
    </div>
  );
}

function Chosen({ time, minutes, zone }: { time: string; minutes: number; zone: string }) {
  const end = new Date(Date.parse(time) + minutes * 60_000).toISOString();
  const { day, hours } = whenInWords(time, end, zone);
  return (
    <p className={classes.chosen}>
      <strong>{day}</strong>
      <span>{hours}</span>
      <span className="soft">{zoneName(zone)}</span>
    </p>
  );
}

function useBook(slug: string) {
  const client = useQueryClient();
  const [, go] = useLocation();
  return useMutation({
    mutationFn: (body: Parameters<typeof bookTime>[1]) => bookTime(slug, body),
    onSuccess: (booked) => {
      client.setQueryData(bookingQuery(booked.token).queryKey, booked);
      go(`/book/manage/${booked.token}?new=1`, { replace: true });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["book-times"] }),
  });
}
