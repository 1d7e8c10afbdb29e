import type { components } from "./api.gen";

type Schemas = components["schemas"];

export type Call = Schemas["CallOut"];
export type Incoming = Schemas["Incoming"];
export type CallState = Call["state"];
export type LineResult = NonNullable<Call["line"]["result"]>;
export type Outcome = Schemas["OutcomeOut"];
export type Sentiment = Outcome["sentiment"];
export type Lead = Schemas["LeadOut"];
export type QueueItem = Schemas["QueueItem"];
export type Session = Schemas["SessionOut"];
export type Role = Session["user"]["roles"][number];
export type Person = Schemas["UserOut"];
export type Team = Schemas["TeamOut"];
export type Invitation = Schemas["InvitationOut"];
export type AuditEntry = Schemas["AuditOut"];
export type CallerId = Schemas["CallerIdOut"];
export type ApiToken = Schemas["TokenOut"];
export type Analytics = Schemas["AnalyticsOut"];
export type Figures = Schemas["Figures"];
export type FigureGroup = Schemas["FigureGroup"];
export type Shades = Schemas["ShadesOut"];
export type Impact = Schemas["ImpactOut"];
export type OutcomeRecord = Schemas["OutcomeRecordOut"];
export type Effect = OutcomeRecord["effects"][number];
export type Bulk = Schemas["BulkOut"];
export type Owed = Schemas["OwedOut"];
export type Task = Schemas["TaskOut"];
export type Action = Schemas["Action"];
export type EventType = Schemas["EventTypeOut"];
export type MeetingKind = EventType["kind"];
export type Availability = Schemas["AvailabilityOut"];
export type Direction = Call["direction"];
export type Meaning = Analytics["meaning"];
export type GroupBy = Analytics["group_by"];
export type Funnel = Schemas["FunnelOut"];
export type Prefills = Schemas["PrefillsOut"];
export type WrapUp = Schemas["WrapUpOut"];
export type Quality = Schemas["QualityOut"];
export type Alarm = Schemas["Alarm"];
export type ConnectStatus = Outcome["connect_status"];

/** As much of an outcome as every chip needs. */
export type OutcomeMark = Pick<Outcome, "label" | "sentiment" | "deleted">;
export type SignInPage = Schemas["SignInOptions"];
