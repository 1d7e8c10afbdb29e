/** The view that the address names; filters may have been changed since. */
const VIEW = "view";

export function viewIn(search: URLSearchParams): number | null {
  const id = search.get(VIEW) ?? "";
  return /^\d{1,15}$/.test(id) ? Number(id) : null;
}

/** What a view keeps of an address: all but which view it is, in one order, so that two can be compared. */
export function keptOf(search: URLSearchParams): string {
  const kept = new URLSearchParams(search);
  kept.delete(VIEW);
  kept.sort();
  return kept.toString();
}

/** The address that a view stands for. */
export function addressOf(view: { id: number; query: string }): URLSearchParams {
  const search = new URLSearchParams(view.query);
  search.set(VIEW, String(view.id));
  return search;
}

export function withView(search: URLSearchParams, id: number | null): URLSearchParams {
  const next = new URLSearchParams(search);
  if (id === null) next.delete(VIEW);
  else next.set(VIEW, String(id));
  return next;
}
