import { useEffect, useRef } from "react";
import { createStore } from "./store";

export interface Shortcut {
  /** As KeyboardEvent.key, lower case; two keys in a row are written "g d". */
  keys: string;
  label: string;
  run: () => void;
  /** What many alike (one for each outcome) do; they are listed once, as a family. */
  family?: string;
}

interface Layer {
  shortcuts: Shortcut[];
  /** Works even while a dialog is open. */
  inDialog: boolean;
}

const SECOND_KEY_MS = 1200;
const layers: Layer[] = [];
export const activeShortcuts = createStore<Shortcut[]>([]);
let first = "";
let firstAt = 0;

/** Single keys that work while the component is on the page. The newest layer answers first. */
export function useShortcuts(shortcuts: Shortcut[], options: { enabled?: boolean; inDialog?: boolean } = {}) {
  const { enabled = true, inDialog = false } = options;
  const current = useRef(shortcuts);
  current.current = shortcuts;
  const names = shortcuts.map((one) => `${one.keys}=${one.label}`).join("|");

  // biome-ignore lint/correctness/useExhaustiveDependencies: the names stand for the shortcuts, whose functions are always read fresh.
  useEffect(() => {
    if (!enabled) return;
    const layer: Layer = {
      inDialog,
      shortcuts: current.current.map((one, index) => ({ ...one, run: () => current.current[index]?.run() })),
    };
    layers.push(layer);
    publish();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      publish();
    };
  }, [enabled, inDialog, names]);
}

/** One listener for the whole page. */
export function useShortcutListener() {
  useEffect(() => {
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function publish() {
  activeShortcuts.set(layers.flatMap((layer) => layer.shortcuts));
}

function press(event: KeyboardEvent) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.repeat) return;
  if (isTyping(event.target) || meansTheFocused(event)) return;
  const shortcut = findShortcut(event.key.toLowerCase(), event.timeStamp);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}

function findShortcut(key: string, at: number): Shortcut | undefined {
  const pair = at - firstAt < SECOND_KEY_MS ? `${first} ${key}` : "";
  const dialogOpen = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  const usable = layers.filter((layer) => layer.inDialog || !dialogOpen).reverse();
  first = key;
  firstAt = at;
  const find = (keys: string) => usable.flatMap((layer) => layer.shortcuts).find((one) => one.keys === keys);
  return (pair && find(pair)) || find(key);
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])")
  );
}

/** Enter and Space belong to the button that has the focus; arrows and letters to an open menu. */
function meansTheFocused(event: KeyboardEvent): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  if (event.target.closest('[role="menu"], [role="listbox"]')) return true;
  const presses = event.key === "Enter" || event.key === " ";
  return presses && event.target.closest("button, a, summary, [role=button], [role=tab], input") !== null;
}
