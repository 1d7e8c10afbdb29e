import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBookmark, IconChevronDown, IconDeviceFloppy, IconPencil, IconUsers } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { sentenceOf } from "../api";
import { keys } from "../topics";
import type { SavedView } from "../words";
import { addressOf, keptOf, viewIn, withView } from "./address";
import { ManageViews } from "./ManageViews";
import { changeView, viewsQuery } from "./requests";
import { SaveView } from "./SaveView";

/** The filters of a list under a name: one's own views, and those that others share. The list keeps all that it
 * shows in the address, and this reads and writes the address. */
export function SavedViews({ page }: { page: string }) {
  const [search, setSearch] = useSearchParams();
  const { data: views = [], error, refetch } = useQuery(viewsQuery(page));
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const current = views.find((view) => view.id === viewIn(search));
  const changed = current !== undefined && keptOf(new URLSearchParams(current.query)) !== keptOf(search);
  const update = useUpdate(page, keptOf(search));
  const own = views.filter((view) => view.is_own);
  const shared = views.filter((view) => !view.is_own);
  const item = (view: SavedView) => (
    <Menu.Item
      key={view.id}
      fw={view.id === current?.id ? 650 : undefined}
      rightSection={view.is_shared ? <IconUsers size={15} aria-label="Shared" /> : undefined}
      onClick={() => setSearch(addressOf(view))}
    >
      <bdi>{view.name}</bdi>
      {!view.is_own && <span className="soft"> · {view.owner.name}</span>}
    </Menu.Item>
  );
  return (
    <>
      <Menu position="bottom-start" width={290} shadow="md" radius="lg" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={16} aria-hidden="true" />}
            rightSection={<IconChevronDown size={15} aria-hidden="true" />}
          >
            {current ? `${current.name}${changed ? " (changed)" : ""}` : "Views"}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
          {error && <Menu.Item onClick={() => void refetch()}>Not loaded. Try again</Menu.Item>}
          {own.length > 0 && <Menu.Label>Yours</Menu.Label>}
          {own.map(item)}
          {shared.length > 0 && <Menu.Label>Shared with you</Menu.Label>}
          {shared.map(item)}
          {views.length === 0 && !error && <Menu.Label>Nothing saved yet</Menu.Label>}
          <Menu.Divider />
          {current?.is_own && changed && (
            <Menu.Item
              leftSection={<IconDeviceFloppy size={16} />}
              onClick={() => update.mutate(current)}
            >{`Update “${current.name}”`}</Menu.Item>
          )}
          <Menu.Item leftSection={<IconBookmark size={16} />} onClick={() => setDialog("save")}>
            Save this view…
          </Menu.Item>
          {own.length > 0 && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog("manage")}>
              Rename, share or delete…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === "save" && (
        <SaveView
          page={page}
          query={keptOf(search)}
          onSaved={(view) => setSearch(withView(search, view.id), { replace: true })}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "manage" && <ManageViews page={page} views={own} onClose={() => setDialog(null)} />}
    </>
  );
}

function useUpdate(page: string, query: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (view: SavedView) => changeView(view.id, { query }),
    onSuccess: (view) => {
      notifications.show({ message: `“${view.name}” now shows what you see.` });
      return client.invalidateQueries({ queryKey: keys.views(page) });
    },
    onError: (error) =>
      notifications.show({ color: "red", title: "Not updated", message: sentenceOf(error) }),
  });
}
