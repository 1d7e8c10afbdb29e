"""What goes in and out under /api. These shapes are the OpenAPI document and the page's types."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from dialer.analytics.report import GroupBy, Meaning
from policies.permissions import Action
from policies.vocabulary import (
    AnsweredBy,
    CallState,
    ConnectStatus,
    Crm,
    Direction,
    LineResult,
    OutcomeGroup,
    OutcomeSource,
    Plan,
    Role,
    Sentiment,
    Trigger,
)

Item = TypeVar("Item")
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(max_length=10_000)]
DatabaseId = Annotated[int, Field(ge=1, le=2**53)]


class In(BaseModel):
    """A request body or query: unknown fields are refused, so that a typing error is not lost."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """An answer."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Problem(Out):
    """Every refusal (RFC 9457): ``code`` for machines, ``detail`` for people."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str
    code: str


class Page(Out, Generic[Item]):
    """One page of a list; ``next`` is the cursor of the following one."""

    items: list[Item]
    next: str | None


class PageQuery(In):
    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, max_length=200)


# -- who is asking ------------------------------------------------------------------------------------------


class Named(Out):
    id: int
    name: str


class SignInIn(In):
    email: Annotated[str, StringConstraints(max_length=254)]
    password: Annotated[str, StringConstraints(max_length=1024)]


class DemoPerson(Out):
    email: str
    name: str
    role_label: str


class SignInOptions(Out):
    demo: list[DemoPerson]
    sandbox_url: str | None


class SessionUser(Out):
    id: int
    name: str
    email: str
    roles: list[Role]
    team: Named | None


class SessionCompany(Out):
    id: int
    name: str
    plan: Plan
    crm: Crm
    time_zone: str
    currency: str
    outcome_required: bool


class SessionOut(Out):
    user: SessionUser
    company: SessionCompany
    csrf_token: str
    permissions: list[Action]
    demo: bool
    sandbox_url: str | None


class VoiceToken(Out):
    token: str
    identity: str
    expires_at: datetime


# -- leads --------------------------------------------------------------------------------------------------


class OutcomeBrief(Out):
    key: str
    label: str
    sentiment: Sentiment
    deleted: bool


class DoNotCallOut(Out):
    reason: str
    at: datetime


class LastCall(Out):
    id: int
    at: datetime
    outcome: OutcomeBrief | None
    result: LineResult | None


class LeadOut(Out):
    id: int
    name: str
    organisation: str
    title: str
    phone: str
    email: str
    time_zone: str | None
    notes: str
    do_not_call: DoNotCallOut | None
    last_call: LastCall | None


class QueueItem(Out):
    lead: LeadOut
    reason: str


class LeadQuery(PageQuery):
    q: str = Field("", max_length=200)


class LeadIn(In):
    name: Line
    phone: Line
    organisation: Annotated[str, StringConstraints(max_length=200)] = ""
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    email: Annotated[str, StringConstraints(max_length=254)] = ""
    time_zone: Annotated[str, StringConstraints(max_length=64)] | None = None
    notes: Text = ""


class LeadChange(In):
    name: Line | None = None
    phone: Line | None = None
    organisation: Annotated[str, StringConstraints(max_length=200)] | None = None
    title: Annotated[str, StringConstraints(max_length=200)] | None = None
    email: Annotated[str, StringConstraints(max_length=254)] | None = None
    time_zone: Annotated[str, StringConstraints(max_length=64)] | None = None
    notes: Text | None = None


class BarIn(In):
    phone: Line
    reason: Line


class LiftIn(In):
    reason: Line


class BarOut(Out):
    id: int
    phone: str
    reason: str
    set_at: datetime
    lifted_at: datetime | None
    lift_reason: str


# -- outcomes -----------------------------------------------------------------------------------------------


class Effects(Out):
    marks_do_not_call: bool
    follow_up_days: int | None
    opens_booking: bool


class OutcomeOut(Out):
    key: str
    label: str
    description: str
    group: OutcomeGroup
    connect_status: ConnectStatus
    sentiment: Sentiment
    prefills: list[Trigger]
    effects: Effects
    position: int
    deleted: bool


# -- calls --------------------------------------------------------------------------------------------------


class LineOut(Out):
    result: LineResult | None
    reason: str | None
    sip_code: int | None
    answered_by: AnsweredBy | None
    ring_seconds: int | None
    talk_seconds: int | None


class Suggested(Out):
    outcome: str
    reason: str


class CallOutcome(Out):
    key: str
    label: str
    group: OutcomeGroup
    connect_status: ConnectStatus
    sentiment: Sentiment
    deleted: bool


class CallLead(Out):
    id: int
    name: str
    organisation: str
    phone: str


class Released(Out):
    by: Named | None
    at: datetime
    reason: str


class CallOut(Out):
    id: int
    state: CallState
    direction: Direction
    to: str
    from_: str = Field(serialization_alias="from")
    lead: CallLead | None
    rep: Named
    flow: Named | None
    line: LineOut
    suggested: Suggested | None
    offered: list[str]
    outcome: CallOutcome | None
    outcome_source: OutcomeSource | None
    outcome_by: Named | None
    outcome_at: datetime | None
    notes: str
    needs_outcome: bool
    missing_outcome: bool
    released: Released | None
    created_at: datetime
    ringing_at: datetime | None
    answered_at: datetime | None
    line_ended_at: datetime | None
    ended_at: datetime | None
    version: int


class CurrentCall(Out):
    call: CallOut | None


class OutcomeRecordOut(Out):
    outcome: OutcomeBrief | None
    source: OutcomeSource
    by: Named | None
    connect_status: ConnectStatus | None
    sentiment: Sentiment | None
    reason: str | None
    at: datetime


class OwedOut(Out):
    count: int


class CallIn(In):
    to: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    lead_id: DatabaseId | None = None
    flow_id: DatabaseId | None = None


class CallQuery(PageQuery):
    state: CallState | None = None
    missing_outcome: bool | None = None
    rep_id: DatabaseId | None = None
    lead_id: DatabaseId | None = None
    team_id: DatabaseId | None = None
    flow_id: DatabaseId | None = None
    direction: Direction | None = None
    placed: bool | None = None
    outcome: Annotated[str, StringConstraints(max_length=64)] | None = None
    from_: date | None = Field(None, alias="from")
    to: date | None = None


class OutcomeChoice(In):
    outcome: Annotated[str, StringConstraints(max_length=64)]
    notes: Text | None = None
    version: int | None = None


class EndIn(In):
    outcome: Annotated[str, StringConstraints(max_length=64)] | None = None
    notes: Text | None = None
    version: int | None = None


class VersionQuery(In):
    version: int | None = None


class NotesIn(In):
    notes: Text


class ReleaseIn(In):
    reason: Line


class LineFailedIn(In):
    code: Annotated[str, StringConstraints(max_length=80)] = ""
    message: Annotated[str, StringConstraints(max_length=500)] = ""


# -- settings, analytics, people ----------------------------------------------------------------------------


class SettingsOut(Out):
    outcome_required: bool
    detect_machines: bool
    plan: Plan
    crm: Crm
    time_zone: str
    currency: str


class SettingsChange(In):
    outcome_required: bool | None = None
    detect_machines: bool | None = None


class BySentiment(Out):
    positive: int
    neutral: int
    negative: int


class Figures(Out):
    calls: int
    connected_calls: int
    connect_rate: float | None
    average_call_seconds: float | None
    manual_connected_outcomes: int
    by_sentiment: BySentiment
    missing_outcome: int
    prefilled: int
    calls_url: str


class FigureGroup(Figures):
    key: str
    label: str
    deleted: bool


class AnalyticsOut(Out):
    from_: date = Field(serialization_alias="from")
    to: date
    meaning: Meaning
    group_by: GroupBy
    groups: list[FigureGroup]
    totals: Figures
    previous: Figures | None
    as_of: datetime
    waiting: int


class FlowAnalyticsQuery(In):
    from_: date = Field(alias="from")
    to: date
    group_by: GroupBy = GroupBy.OUTCOME
    rep_id: DatabaseId | None = None
    team_id: DatabaseId | None = None
    flow_id: DatabaseId | None = None
    direction: Direction = Direction.OUTBOUND
    compare: Literal["previous"] | None = None


class AnalyticsQuery(FlowAnalyticsQuery):
    meaning: Meaning = Meaning.NOW


class UserOut(Out):
    id: int
    name: str
    email: str
    roles: list[Role]
    team: Named | None
    active: bool


class TokenIn(In):
    name: Line


class TokenOut(Out):
    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewToken(TokenOut):
    token: str


class AuditOut(Out):
    id: int
    at: datetime
    actor: Named | None
    action: str
    subject: str
    before: Any
    after: Any
    ip: str


class DeliveryOut(Out):
    id: int
    received_at: datetime
    path: str
    verdict: str
    reason: str
    call_id: int | None


class Readiness(Out):
    database: str
    redis: str
    workers: str
    schedule: str
