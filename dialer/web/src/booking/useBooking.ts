import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Problem } from "../api";
import { timeOfDay } from "../format";
import { dayWords } from "../meetings/meetingWords";
import { keys } from "../topics";
import type { Meeting } from "../words";

export type Booked = Pick<Meeting, "starts_at" | "host"> | null;

/** Book or move; when the server says no, its sentence stands there and the times are read afresh. */
export function useBooking<Given>(
  book: (given: Given) => Promise<Booked>,
  onBooked: () => void,
  onRefused: () => void,
  done = "Booked",
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: book,
    onSuccess: (booked) => {
      if (booked) say(done, booked);
      onBooked();
    },
    onError: (error) => {
      if (!(error instanceof Problem) || error.status !== 409) return;
      onRefused();
      void client.invalidateQueries({ queryKey: keys.eventTypes });
    },
    onSettled: () =>
      Promise.all(
        [["meetings"], ["tasks"], ["leads", "journey"]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

function say(title: string, { starts_at, host }: NonNullable<Booked>) {
  notifications.show({
    title,
    message: `${dayWords(starts_at)}, ${timeOfDay(starts_at)} with ${host.name}`,
  });
}
