import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useMay } from "../../queries";
import { Notice } from "../../ui/Notice";
import { healthOf, webhooksQuery } from "./hooks";
import own from "./hooks.module.css";

/** On every page of the Admin center: we stopped sending to a webhook by ourselves. */
export function HookBanner() {
  const mayLook = useMay("manage_webhooks");
  const [path] = useLocation();
  const { data } = useQuery({ ...webhooksQuery, enabled: mayLook });
  const stopped = data?.filter((hook) => hook.disabled_at) ?? [];
  const first = stopped[0];
  if (!first) return null;
  const title = stopped.length === 1 ? "A webhook was stopped" : `${stopped.length} webhooks were stopped`;
  const why = healthOf(first) === "gone" ? "answered that it is gone (410)" : "only failed for five days";
  return (
    <div className={own.banner} role="status">
      <Notice tone="owed" title={title}>
        {first.url} {why}. What happens meanwhile waits for thirty days.{" "}
        {path !== "/admin/webhooks" && <Link href="/admin/webhooks">Go to Webhooks</Link>}
      </Notice>
    </div>
  );
}
