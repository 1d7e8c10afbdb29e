import {
  IconCalendarEvent,
  IconChartBar,
  IconChecklist,
  IconHistory,
  IconPhoneCall,
  IconReceipt2,
  IconSettings,
  IconUserCheck,
} from "@tabler/icons-react";

export const PLACES = [
  { path: "/dial", label: "Dial", icon: IconPhoneCall, needs: "dial", keys: "g d" },
  { path: "/calls", label: "Calls", icon: IconHistory, needs: null, keys: "g c" },
  { path: "/meetings", label: "Meetings", icon: IconCalendarEvent, needs: null, keys: "g m" },
  { path: "/tasks", label: "Tasks", icon: IconChecklist, needs: null, keys: "g t" },
  { path: "/deals", label: "Deals", icon: IconReceipt2, needs: null, keys: "g e" },
  { path: "/analytics", label: "Analytics", icon: IconChartBar, needs: null, keys: "g a" },
  {
    path: "/appointment-setting",
    label: "Appointment Setting",
    short: "Setting",
    icon: IconUserCheck,
    needs: null,
    feature: "appointment_setting",
    group: "Global Data",
    keys: "g l",
  },
  {
    path: "/admin",
    label: "Admin center",
    short: "Admin",
    icon: IconSettings,
    needs: "manage_event_types",
    keys: "g s",
  },
] as const;

/** Where an address belongs; nowhere if there is no such page. */
export function placeOf(path: string) {
  return PLACES.find((place) => path === place.path || path.startsWith(`${place.path}/`));
}
