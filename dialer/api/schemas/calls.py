"""Calls."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dialer.analytics.meanings import Meaning
from dialer.api.schemas.base import DatabaseId, In, Line, Out, PageQuery, Text
from dialer.api.schemas.leads import OutcomeBrief
from dialer.api.schemas.session import Named
from policies.quality import Alarm
from policies.vocabulary import (
    AnsweredBy,
    CallState,
    ConnectStatus,
    Direction,
    LineResult,
    OutcomeGroup,
    OutcomeSource,
    RecordingStatus,
    RingReason,
    Sentiment,
)


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


class RecordingOut(Out):
    status: RecordingStatus
    seconds: int | None
    channels: int | None
    started_at: datetime | None


class CallOut(Out):
    id: int
    state: CallState
    direction: Direction
    to: str
    from_: str = Field(serialization_alias="from")
    lead: CallLead | None
    rep: Named | None
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
    missed: bool
    recording: RecordingOut | None
    released: Released | None
    created_at: datetime
    ringing_at: datetime | None
    answered_at: datetime | None
    line_ended_at: datetime | None
    ended_at: datetime | None
    version: int


class CurrentCall(Out):
    call: CallOut | None
    calls: list[CallOut]


class Incoming(Out):
    call_id: int
    state: CallState
    reason: RingReason
    lead: CallLead | None
    from_: str = Field(serialization_alias="from")
    taken_by: Named | None
    missed: bool
    created_at: datetime


class IncomingOut(Out):
    items: list[Incoming]


class ReachableIn(In):
    reachable: bool


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


class CallFilters(In):
    state: CallState | None = None
    missing_outcome: bool | None = None
    rep_id: DatabaseId | None = None
    lead_id: DatabaseId | None = None
    team_id: DatabaseId | Literal["none"] | None = None
    flow_id: DatabaseId | Literal["none"] | None = None
    flow_step_id: DatabaseId | Literal["none"] | None = None
    in_flow: bool | None = None
    direction: Direction | None = None
    missed: bool | None = None
    placed: bool | None = None
    outcome: Annotated[str, StringConstraints(max_length=64)] | None = None
    meaning: Meaning = Meaning.NOW
    sentiment: Sentiment | Literal["none"] | None = None
    connect_status: ConnectStatus | None = None
    books: bool | None = None
    chosen_by: Literal["person", "line"] | None = None
    result: LineResult | None = None
    prefilled: Annotated[str, StringConstraints(max_length=64)] | None = None
    overruled: bool | None = None
    alarm: Alarm | None = None
    wrapped_up: bool | None = None
    from_: date | None = Field(None, alias="from")
    to: date | None = None
    hour: Annotated[int, Field(ge=0, le=23)] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None


class CallQuery(CallFilters, PageQuery):
    pass


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
