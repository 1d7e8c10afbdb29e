import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useMay } from "../../queries";
import { Notice } from "../../ui/Notice";
import { crmQuery } from "./crm";
import classes from "./crm.module.css";

/** What an admin must know of the connection, on every page of the Admin center. */
export function CrmBanner() {
  const mayLook = useMay("manage_crm");
  const [path] = useLocation();
  const { data } = useQuery({ ...crmQuery, enabled: mayLook });
  const banner = data?.banner;
  if (!banner) return null;
  return (
    <div className={classes.banner} data-testid="crm-banner" role={banner.is_urgent ? "alert" : "status"}>
      <Notice tone={banner.is_urgent ? "danger" : "owed"} title={banner.title}>
        {banner.what_to_do} {path !== "/admin/crm" && <Link href="/admin/crm">Go to CRM</Link>}
      </Notice>
    </div>
  );
}
