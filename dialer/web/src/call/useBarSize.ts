import { useLocalStorage } from "@mantine/hooks";

export type BarSize = "pill" | "bar" | "panel";

/** How much room the call bar takes; remembered in this browser. */
export function useBarSize() {
  return useLocalStorage<BarSize>({
    key: "call-bar-size",
    defaultValue: "bar",
    getInitialValueInEffect: false,
  });
}
