import { Button } from "@mantine/core";
import { IconCalendarPlus, IconCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api, ask, sentenceOf } from "../api";
import { Notice } from "../ui/Notice";
import classes from "./book.module.css";
import { type BookedMeeting, bookingQuery } from "./requests";
import { TimePicker } from "./TimePicker";

type Doing = "confirm" | "reschedule" | "cancel";
type Act = (given: string | null) => Promise<BookedMeeting>;

interface Props {
  meeting: BookedMeeting;
  /** What the link that was clicked is for. Nothing happens before a button is pressed. */
  wanted: string | null;
}

/** What an invitee can do about their meeting. */
export function ManageActs({ meeting, wanted }: Props) {
  const [doing, setDoing] = useState<Doing | null>(doingOf(wanted));
  const { token } = meeting;
  const path = { params: { path: { token } } };
  const done = () => setDoing(null);
  const confirm = useAct(meeting, () => ask(api.POST("/api/bookings/{token}/confirm", path)), done);
  const cancel = useAct(meeting, () => ask(api.POST("/api/bookings/{token}/cancel", path)), done);
  const move = useAct(
    meeting,
    (time) => ask(api.POST("/api/bookings/{token}/reschedule", { ...path, body: { starts_at: time ?? "" } })),
    done,
  );
  const error = confirm.error ?? cancel.error ?? move.error;
  if (!meeting.open) return <BookAgain slug={meeting.book_again} />;
  return (
    <>
      {error && (
        <Notice tone="danger" urgent title="Not done">
          {sentenceOf(error)}
        </Notice>
      )}
      <div className={classes.acts}>
        {!meeting.confirmed_at && (
          <Button
            size="md"
            leftSection={<IconCheck size={18} />}
            loading={confirm.isPending}
            autoFocus={doing === "confirm"}
            onClick={() => confirm.mutate(null)}
          >
            I will come
          </Button>
        )}
        <Button
          size="md"
          variant="default"
          component="a"
          href={`/api/bookings/${token}/meeting.ics`}
          download="meeting.ics"
          leftSection={<IconCalendarPlus size={18} />}
        >
          Add to calendar
        </Button>
        <Button
          size="md"
          variant="default"
          aria-expanded={doing === "reschedule"}
          onClick={() => setDoing(doing === "reschedule" ? null : "reschedule")}
        >
          Choose another time
        </Button>
        <Button
          size="md"
          variant="subtle"
          color="red"
          aria-expanded={doing === "cancel"}
          onClick={() => setDoing(doing === "cancel" ? null : "cancel")}
        >
          Cancel the meeting
        </Button>
      </div>
      {doing === "cancel" && (
        <AskCancel busy={cancel.isPending} onYes={() => cancel.mutate(null)} onNo={() => setDoing(null)} />
      )}
      {doing === "reschedule" && <Moving meeting={meeting} busy={move.isPending} onPick={move.mutate} />}
    </>
  );
}

function doingOf(wanted: string | null): Doing | null {
  return wanted === "confirm" || wanted === "reschedule" || wanted === "cancel" ? wanted : null;
}

/** After a move the link is a new one; the page goes there, so that it can be kept. */
function useAct(meeting: BookedMeeting, act: Act, done: () => void) {
  const client = useQueryClient();
  const [, go] = useLocation();
  return useMutation({
    mutationFn: act,
    onSuccess: (now) => {
      client.setQueryData(bookingQuery(now.token).queryKey, now);
      done();
      go(`/book/manage/${now.token}`, { replace: true });
    },
    onError: () => client.invalidateQueries({ queryKey: ["book-times"] }),
    onSettled: () =>
      client.invalidateQueries({ queryKey: ["book-times", { token: meeting.token }], refetchType: "none" }),
  });
}

function Moving({
  meeting,
  busy,
  onPick,
}: {
  meeting: BookedMeeting;
  busy: boolean;
  onPick: (time: string) => void;
}) {
  const [zone, setZone] = useState(meeting.zone);
  return (
    <section className={classes.moving} aria-label="Another time">
      <p className="soft">Press a time to move the meeting there.</p>
      <TimePicker
        of={{ token: meeting.token }}
        lastDay={meeting.last_day}
        zone={zone}
        onZone={setZone}
        onPick={onPick}
        busy={busy}
      />
    </section>
  );
}

function AskCancel({ busy, onYes, onNo }: { busy: boolean; onYes: () => void; onNo: () => void }) {
  return (
    <section className={classes.ask} aria-label="Cancel the meeting?">
      <p>
        <strong>Cancel the meeting?</strong> Its time is given to somebody else.
      </p>
      <div className={classes.acts}>
        <Button color="red" loading={busy} onClick={onYes}>
          Yes, cancel it
        </Button>
        <Button variant="default" onClick={onNo}>
          Keep it
        </Button>
      </div>
    </section>
  );
}

function BookAgain({ slug }: { slug: string | null }) {
  if (!slug) return null;
  return (
    <div className={classes.acts}>
      <Button component="a" size="md" href={`/book/${encodeURIComponent(slug)}`}>
        Book another time
      </Button>
    </div>
  );
}
