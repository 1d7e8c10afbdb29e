import { useInfiniteQuery } from "@tanstack/react-query";
import { api, ask } from "../api";
import { keys } from "../topics";

const PAGE = 30;

/** The lead's page: its head is of the newest answer, its entries are as many as somebody asked to see. */
export function useJourney(id: number) {
  const query = useInfiniteQuery({
    queryKey: keys.journey(id),
    enabled: Number.isSafeInteger(id) && id > 0,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      ask(
        api.GET("/api/leads/{lead_id}/journey", {
          params: { path: { lead_id: id }, query: { limit: PAGE, cursor } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const pages = query.data?.pages;
  return { ...query, head: pages?.[0], entries: pages?.flatMap((page) => page.items) ?? [] };
}
