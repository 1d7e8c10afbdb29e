import type { QueryKey } from "@tanstack/react-query";

/** Every query key of the page. The first word is the noun that live topics speak of. */
export const keys = {
  signIn: ["sign-in"],
  session: ["session"],
  settings: ["settings"],
  outcomes: ["outcomes"],
  outcomeUsage: ["outcomes", "usage"],
  shades: ["outcome-shades"],
  queue: ["queue"],
  leadSearch: (words: string) => ["leads", "search", words],
  lead: (id: number) => ["leads", "one", id],
  setting: (filters: object) => ["leads", "setting", filters],
  settingCounts: (filters: object) => ["leads", "setting", "counts", filters],
  owners: ["users", "owners"],
  flows: ["flows"],
  journey: (id: number) => ["leads", "journey", id],
  views: (page: string) => ["views", page],
  openCalls: ["calls", "current"],
  incoming: ["calls", "incoming"],
  callCount: (filters: object) => ["calls", "count", filters],
  report: (name: string, question: object) => ["analytics", name, question],
  choices: (group: string) => ["choices", group],
  call: (id: number) => ["calls", "one", id],
  owed: ["calls", "owed"],
  users: ["users"],
  taskList: (state: string, team: boolean) => ["tasks", "list", state, team],
  dueTasks: ["tasks", "due"],
  meetingList: (filters: object) => ["meetings", "list", filters],
  meetingCount: (filters: object) => ["meetings", "count", filters],
  meeting: (id: number) => ["meetings", "one", id],
  meetingsFromCall: (callId: number) => ["meetings", "call", callId],
  meetingsOwed: ["meetings", "owed"],
  meetingChoices: ["meeting-choices"],
  eventTypes: ["event-types"],
  slots: (question: object) => ["meetings", "slots", question],
  people: ["users", "list"],
  teams: ["users", "teams"],
  invitations: ["users", "invitations"],
  callerIds: ["settings", "caller-ids"],
  tokens: ["tokens"],
  audit: (filters: object) => ["audit", filters],
  callList: (filters: object) => ["calls", "list", filters],
  requiredImpact: ["calls", "would-be-held"],
  impact: (key: string, question: object) => ["analytics", "impact", key, question],
  analytics: (question: object) => ["analytics", question],
  scopes: ["token-scopes"],
  webhooks: ["webhooks"],
  webhookEvents: ["webhook-events"],
  webhookDeliveries: (id: number, filters: object) => ["webhooks", id, filters],
  webhookDelivery: (id: number) => ["webhooks", "delivery", id],
  mail: ["mail"],
  mailServer: ["mail", "server"],
  mailList: (filters: object) => ["mail", "list", filters],
  dealList: (filters: object) => ["deals", "list", filters],
  dealTotals: (filters: object) => ["deals", "totals", filters],
  deal: (id: number) => ["deals", "one", id],
  owedDeals: ["deals", "owed"],
  proposal: (of: object) => ["deals", "proposal", of],
  products: (archived: boolean) => ["deals", "products", archived],
  transactions: (filters: object) => ["deals", "transactions", filters],
  paymentDoors: ["payments", "doors"],
  paymentNotices: ["payments", "notices"],
  crm: ["crm"],
  availability: (userId: number) => ["availability", userId],
  crmLinks: ["crm", "links"],
  crmOutbox: (filters: object) => ["crm", "outbox", filters],
} as const satisfies Record<string, QueryKey | ((...args: never[]) => QueryKey)>;

const TOPICS: Record<string, QueryKey[]> = {
  session: [keys.session],
  settings: [keys.settings, keys.session, ["calls"]],
  outcomes: [keys.outcomes, ["analytics"]],
  leads: [["leads"], keys.queue],
  calls: [["calls"], keys.queue, ["leads", "journey"]],
  flows: [keys.flows],
  tasks: [["tasks"], ["leads", "journey"]],
  meetings: [["meetings"], ["leads"]],
  views: [["views"]],
  analytics: [["analytics"]],
  users: [keys.users],
  deals: [["deals"], ["leads"], ["analytics", "sales"]],
  payments: [["payments"], ["deals", "transactions"]],
  sales: [["analytics", "sales"]],
  crm: [keys.crm],
  mail: [keys.mail],
  "event-types": [keys.eventTypes],
  availability: [["availability"], keys.eventTypes],
  webhooks: [keys.webhooks],
};

/** What a live topic makes stale. An unknown topic is none of this page's business. */
export function staleKeys(topic: string): QueryKey[] {
  const [noun = "", id] = topic.split(":");
  if (noun === "call" && id) return [keys.call(Number(id)), keys.openCalls, keys.incoming];
  return TOPICS[noun] ?? [];
}

/** Each key once, and none whose beginning is there already. */
export function staleKeysOf(topics: string[]): QueryKey[] {
  const all = topics.flatMap(staleKeys);
  const covers = (short: QueryKey, long: QueryKey) => short.every((part, index) => long[index] === part);
  return all.filter(
    (key, at) =>
      !all.some(
        (other, index) => index !== at && covers(other, key) && (other.length < key.length || index < at),
      ),
  );
}

export const LIVE_NOUNS = Object.keys(TOPICS).concat("queue");
