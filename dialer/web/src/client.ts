import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  matchQuery,
  QueryClient,
  type QueryKey,
} from "@tanstack/react-query";

/**
 * What is being fetched for the first time when it turns stale is fetched again. The library would keep that answer,
 * which may be from before the change: it cancels only what was answered once already.
 */
export class FreshClient extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    if (filters?.refetchType !== "none") {
      const under = this.getQueryCache()
        .findAll({ fetchStatus: "fetching" })
        .filter(
          (query) => query.state.data === undefined && query.isActive() && matchQuery(filters ?? {}, query),
        );
      for (const query of under) void query.cancel({ revert: true, silent: true });
    }
    return super.invalidateQueries(filters, options);
  }
}
