import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useWhileRebuilding } from "./useWhileRebuilding";

function Asking({ rebuilding, ask }: { rebuilding: boolean; ask: () => void }) {
  useWhileRebuilding(rebuilding, ask);
  return null;
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("how far the count is gets asked until it is done", () => {
  const ask = vi.fn();
  const root = createRoot(document.createElement("div"));
  const show = (rebuilding: boolean) => act(() => root.render(<Asking rebuilding={rebuilding} ask={ask} />));
  show(true);
  vi.advanceTimersByTime(6000);
  expect(ask).toHaveBeenCalledTimes(3);
  show(false);
  vi.advanceTimersByTime(6000);
  expect(ask).toHaveBeenCalledTimes(3);
});
