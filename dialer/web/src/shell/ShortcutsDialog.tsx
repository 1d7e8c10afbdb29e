import { Modal } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { activeShortcuts, useShortcuts } from "../keys";
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
        {shortcuts.map((one) => (
          <div key={`${one.keys} ${one.label}`}>
            <dt>
              {one.keys.split(" ").map((key, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same key may be pressed twice in a row.
                <Key key={index}>{key === "enter" ? "↵" : key}</Key>
              ))}
            </dt>
            <dd>{one.label}</dd>
          </div>
        ))}
        <div>
          <dt>
            <Key>1</Key>…<Key>B</Key>
          </dt>
          <dd>Pick the outcome that shows the key</dd>
        </div>
      </dl>
    </Modal>
  );
}
