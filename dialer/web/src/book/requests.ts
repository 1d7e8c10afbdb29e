import { queryOptions } from "@tanstack/react-query";
import { api, ask, Problem } from "../api";
import type { components } from "../api.gen";
import { spanOf } from "./days";

type Schemas = components["schemas"];
export type BookingPage = Schemas["BookingPage"];
export type BookedMeeting = Schemas["BookedMeeting"];
export type Visitor = Schemas["VisitorIn"];

/** Where free times are asked for: a public page, or the meeting of a link. */
export type TimesOf = { slug: string } | { token: string };

export function pageQuery(slug: string) {
  return queryOptions({
    queryKey: ["book", slug],
    queryFn: () => ask(api.GET("/api/book/{slug}", { params: { path: { slug } } })),
  });
}

export function bookingQuery(token: string) {
  return queryOptions({
    queryKey: ["bookings", token],
    queryFn: () => ask(api.GET("/api/bookings/{token}", { params: { path: { token } } })),
  });
}

export function timesQuery(of: TimesOf, month: string) {
  const query = spanOf(month);
  return queryOptions({
    queryKey: ["book-times", of, month],
    staleTime: 30_000,
    queryFn: async () => {
      const answer =
        "slug" in of
          ? api.GET("/api/book/{slug}/times", { params: { path: of, query } })
          : api.GET("/api/bookings/{token}/times", { params: { path: of, query } });
      return (await ask(answer)).items;
    },
  });
}

export function bookTime(slug: string, body: Visitor): Promise<BookedMeeting> {
  return ask(api.POST("/api/book/{slug}", { params: { path: { slug } }, body }));
}

/** The page on which something else can be booked, if the refusal names one. */
export function pageInstead(error: unknown): string | null {
  if (!(error instanceof Problem)) return null;
  const named = error.body.book_again ?? error.body.book_instead;
  return typeof named === "string" ? named : null;
}
