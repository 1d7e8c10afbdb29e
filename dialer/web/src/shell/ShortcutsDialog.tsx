import { Modal } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { activeShortcuts, type Shortcut, useShortcuts } from "../keys";
import { createStore } from "../store";
import { Key } from "../ui/Key";
import classes from "./shell.module.css";

export const shortcutsDialog = createStore(false);

/** Only what works right now is listed. */
export function ShortcutsDialog() {
  const opened = useSyncExternalStore(shortcutsDialog.subscribe, shortcutsDialog.get);
  const shortcuts = useSyncExternalStore(activeShortcuts.subscribe, activeShortcuts.get);
  useShortcuts([{ keys: "?", label: "Show these shortcuts", run: () => shortcutsDialog.set(true) }]);
  return (
    <Modal
      opened={opened}
      onClose={() => shortcutsDialog.set(false)}
      title="Shortcuts that work here"
      centered
    >
      <dl className={classes.shortcuts}>
        {listed(shortcuts).map(({ keys, words }) => (
          <div key={words}>
            <dt>
              {keys.map((key, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same key may be pressed twice in a row.
                <Key key={index}>{SHOWN[key] ?? key}</Key>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

const SHOWN: Record<string, string> = { enter: "↵", escape: "Esc" };

/** Each shortcut with its keys; of a family only the first and the last. */
function listed(shortcuts: Shortcut[]): { keys: string[]; words: string }[] {
  const alone = shortcuts
    .filter((one) => !one.family)
    .map((one) => ({ keys: one.keys.split(" "), words: one.label }));
  const families = new Set(shortcuts.flatMap((one) => one.family ?? []));
  return [
    ...alone,
    ...[...families].map((words) => {
      const members = shortcuts.filter((one) => one.family === words);
      return { keys: [members[0]?.keys ?? "", "…", members.at(-1)?.keys ?? ""], words };
    }),
  ];
}
