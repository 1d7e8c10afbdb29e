"""Calls."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from dialer.analytics.meanings import Meaning
from dialer.analytics.scope import Clock
from dialer.api.schemas.base import DatabaseId, In, Line, Out, PageQuery, Text
from dialer.api.schemas.leads import OutcomeBrief
from dialer.api.schemas.session import Named
from policies.owed import MOST_AT_ONCE, Skipped
from policies.quality import Alarm
from policies.vocabulary import (
    AnsweredBy,
    CallState,
    ConnectStatus,
    Direction,
    EffectAct,
    EffectKind,
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
    flow_step: Named | None
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


class EffectOut(Out):
    kind: EffectKind
    act: EffectAct
    task_id: int | None
    due_at: datetime | None


class OutcomeRecordOut(Out):
    outcome: OutcomeBrief | None
    source: OutcomeSource
    by: Named | None
    connect_status: ConnectStatus | None
    sentiment: Sentiment | None
    reason: str | None
    undone: bool
    effects: list[EffectOut]
    at: datetime


class OwedByRepOut(Out):
    rep: Named
    count: int
    released: int
    oldest_at: datetime


class OwedReminder(Out):
    call_id: int
    lead: str | None
    number: str
    line_ended_at: datetime


class OwedOut(Out):
    count: int
    oldest_at: datetime | None
    by_rep: list[OwedByRepOut] | None
    reminder_minutes: int | None
    reminders: list[OwedReminder]


class OwedQuery(In):
    by: Literal["rep"] | None = None


class BulkItem(In):
    call_id: DatabaseId
    version: int | None = None


class BulkIn(In):
    outcome: Annotated[str, StringConstraints(max_length=64)]
    call_ids: Annotated[list[DatabaseId], Field(max_length=MOST_AT_ONCE)] = []
    items: Annotated[list[BulkItem], Field(max_length=MOST_AT_ONCE)] = []
    reason: Line | None = None

    @model_validator(mode="after")
    def say_which(self) -> Self:
        """Between one and two hundred calls, named one way."""
        if bool(self.call_ids) == bool(self.items):
            raise ValueError("say which calls: either call_ids or items")
        return self


class BulkResult(Out):
    call_id: int
    recorded: bool
    code: Skipped | None
    detail: str


class BulkOut(Out):
    recorded: int
    skipped: int
    results: list[BulkResult]


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
    meaning: Meaning = Meaning.NOW  # as recorded, an outcome stands apart from what was merged into it
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
    hour: Annotated[int, Field(ge=0, le=23)] | Literal["none"] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    clock: Clock = Clock.COMPANY


class CallQuery(CallFilters, PageQuery):
    order: Literal["newest", "oldest"] = "newest"


class OutcomeChoice(In):
    outcome: Annotated[str, StringConstraints(max_length=64)]
    follow_up_at: AwareDatetime | None = None
    reason: Line | None = None
    notes: Text | None = None
    notes_before: Text | None = None
    version: int | None = None


class EndIn(In):
    outcome: Annotated[str, StringConstraints(max_length=64)] | None = None
    follow_up_at: AwareDatetime | None = None
    notes: Text | None = None
    notes_before: Text | None = None
    version: int | None = None


class ClearQuery(In):
    version: int | None = None
    reason: Line | None = None


class UndoIn(In):
    version: int


class NotesIn(In):
    notes: Text
    notes_before: Text | None = None


class ReleaseIn(In):
    reason: Line


class LineFailedIn(In):
    code: Annotated[str, StringConstraints(max_length=80)] = ""
    message: Annotated[str, StringConstraints(max_length=500)] = ""
