import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "../api";
import { keys } from "../topics";

export function viewsQuery(page: string) {
  return queryOptions({
    queryKey: keys.views(page),
    staleTime: 60_000,
    queryFn: async () => (await ask(api.GET("/api/saved-views", { params: { query: { page } } }))).items,
  });
}

export interface NewView {
  page: string;
  name: string;
  query: string;
  is_shared: boolean;
}

export function saveView(view: NewView) {
  return ask(api.POST("/api/saved-views", { body: view }));
}

export function changeView(id: number, body: Partial<Omit<NewView, "page">>) {
  return ask(api.PATCH("/api/saved-views/{view_id}", { params: { path: { view_id: id } }, body }));
}

export function deleteView(id: number) {
  return ask(api.DELETE("/api/saved-views/{view_id}", { params: { path: { view_id: id } } }));
}
