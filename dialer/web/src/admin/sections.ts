import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Action } from "../words";

/** A page of the Admin center: its address, what it is called, and what it shows. */
export interface AdminPage {
  path: string;
  label: string;
  page: LazyExoticComponent<ComponentType>;
  /** What somebody must be allowed to come in; most pages are for admins. */
  needs?: Action;
}

/** Pages that belong together. The trail is what stands before a page's name. */
export interface AdminSection {
  label: string;
  trail: string[];
  pages: AdminPage[];
}

const SETTINGS = "/admin/settings";
const SETUP = `${SETTINGS}/dialer-setup`;

export const CALL_OUTCOMES_PATH = `${SETUP}/call-outcomes`;
export const EVENT_TYPES_PATH = `${SETTINGS}/event-types`;
export const RECORDING_PATH = `${SETUP}/recording`;

/** Every page of the Admin center, in the order of its navigation. A new one is one line here. */
export const SECTIONS: AdminSection[] = [
  {
    label: "Settings",
    trail: ["Settings"],
    pages: [
      { path: `${SETTINGS}/general`, label: "General", page: lazy(() => import("./general/GeneralPage")) },
      {
        path: EVENT_TYPES_PATH,
        label: "Event types",
        page: lazy(() => import("./booking/EventTypesPage")),
        needs: "manage_event_types",
      },
    ],
  },
  {
    label: "Dialer setup",
    trail: ["Settings", "Dialer setup"],
    pages: [
      { path: CALL_OUTCOMES_PATH, label: "Call outcomes", page: lazy(() => import("./CallOutcomesPage")) },
      { path: RECORDING_PATH, label: "Recording", page: lazy(() => import("./RecordingPage")) },
    ],
  },
  {
    label: "Company",
    trail: [],
    pages: [
      { path: "/admin/people", label: "People and teams", page: lazy(() => import("./people/PeoplePage")) },
      { path: "/admin/tokens", label: "API tokens", page: lazy(() => import("./TokensPage")) },
      { path: "/admin/audit", label: "Audit log", page: lazy(() => import("./log/AuditPage")) },
    ],
  },
  {
    label: "Connections",
    trail: ["Connections"],
    pages: [
      { path: "/admin/crm", label: "CRM", page: lazy(() => import("./crm/CrmPage")) },
      { path: "/admin/webhooks", label: "Webhooks", page: lazy(() => import("./webhooks/WebhooksPage")) },
      { path: "/admin/mail", label: "E-mail", page: lazy(() => import("./mail/MailPage")) },
      { path: "/admin/payments", label: "Payments", page: lazy(() => import("./payments/PaymentsPage")) },
    ],
  },
];

export const ADMIN_PAGES: AdminPage[] = SECTIONS.flatMap((section) => section.pages);

/** Where somebody who opens the Admin center arrives: at what it is opened for most, of what is theirs. */
export function firstPath(pages: AdminPage[]): string {
  const most = pages.find((page) => page.path === CALL_OUTCOMES_PATH) ?? pages[0];
  return most?.path ?? "/";
}

export function pagesFor(permissions: Action[]): AdminPage[] {
  return ADMIN_PAGES.filter((page) => permissions.includes(page.needs ?? "change_settings"));
}

/** What stands before a page's name, by the page's name. */
export function trailTo(label: string): string[] {
  const section = SECTIONS.find((one) => one.pages.some((page) => page.label === label));
  return ["Admin center", ...(section?.trail ?? [])];
}
