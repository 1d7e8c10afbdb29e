import { QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { FreshClient } from "./client";

function answers() {
  const given: ((value: string) => void)[] = [];
  return { given, ask: () => new Promise<string>((resolve) => given.push(resolve)) };
}

test("an answer that was on its way when things changed is not kept", async () => {
  const client = new FreshClient();
  const { given, ask } = answers();
  const seen = new QueryObserver(client, { queryKey: ["leads", "list"], queryFn: ask });
  const stop = seen.subscribe(() => {});
  const changed = client.invalidateQueries({ queryKey: ["leads"] });
  await vi.waitFor(() => expect(given).toHaveLength(2));
  given[0]?.("before");
  given[1]?.("after");
  await changed;
  expect(seen.getCurrentResult().data).toBe("after");
  stop();
});

test("what is about something else goes on", async () => {
  const client = new FreshClient();
  const { given, ask } = answers();
  const stop = new QueryObserver(client, { queryKey: ["leads"], queryFn: ask }).subscribe(() => {});
  await client.invalidateQueries({ queryKey: ["calls"] });
  expect(given).toHaveLength(1);
  stop();
});
