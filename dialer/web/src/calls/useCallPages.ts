import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, ask } from "../api";
import type { CallFilters } from "../queries";
import { keys } from "../topics";

const PAGE = 50;

/** The list, page by page, as far as somebody has asked to see it. */
export function useCallPages(filters: CallFilters) {
  const query = useInfiniteQuery({
    queryKey: keys.callList({ ...filters, pages: true }),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      ask(api.GET("/api/calls", { params: { query: { ...filters, limit: PAGE, cursor } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return { ...query, calls: query.data?.pages.flatMap((page) => page.items) };
}
