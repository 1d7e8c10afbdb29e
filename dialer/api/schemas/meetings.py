"""Meetings."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from dialer.api.schemas.base import DatabaseId, In, Line, Out, PageQuery, Text
from dialer.api.schemas.session import Named
from policies.meetings import Need
from policies.sales import Part
from policies.vocabulary import (
    BookingSource,
    MeetingAct,
    MeetingKind,
    MeetingOutcome,
    MeetingReason,
    Objection,
)


class MeetingLead(Out):
    id: int
    name: str
    phone: str
    organisation: str
    email: str


class MeetingOut(Out):
    id: int
    kind: MeetingKind
    event_type: Named
    lead: MeetingLead
    host: Named
    source: BookingSource
    starts_at: datetime
    ends_at: datetime
    invitee_zone: str
    notes: str
    booked_by: Named | None
    booked_at: datetime
    confirmed_at: datetime | None
    cancelled_at: datetime | None
    cancelled_by: Named | None
    attended: bool | None
    outcome: MeetingOutcome | None
    reason: MeetingReason | None
    objection: Objection | None
    outcome_notes: str
    outcome_by: Named | None
    outcome_at: datetime | None
    version: int
    owes_outcome: bool
    call_id: int | None
    discovery_id: int | None
    strategy_id: int | None


class MeetingEntryOut(Out):
    """``by`` null: the invitee. What ``before`` and ``after`` hold depends on the act."""

    act: MeetingAct
    by: Named | None
    at: datetime
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class MeetingDetail(MeetingOut):
    location: str
    can_record: bool
    history: list[MeetingEntryOut]


class ObjectionChoice(Out):
    objection: Objection
    label: str
    meaning: str


class ReasonChoice(Out):
    """``reason`` null: the outcome takes none, and this says what else goes with it."""

    reason: MeetingReason | None
    label: str
    meaning: str
    objection: Need
    notes: Need


class MeetingOutcomeChoice(Out):
    outcome: MeetingOutcome
    label: str
    meaning: str
    reasons: list[ReasonChoice]
    objections: list[ObjectionChoice]


class KindChoices(Out):
    kind: MeetingKind
    label: str
    outcomes: list[MeetingOutcomeChoice]


class MeetingChoices(Out):
    kinds: list[KindChoices]


def _split(written: object) -> object:
    return tuple(filter(None, written.split(","))) if isinstance(written, str) else written


# Several with commas between them.
SalesParts = Annotated[
    tuple[Part, ...],
    BeforeValidator(_split, json_schema_input_type=str),
    Field(json_schema_extra={"type": "string"}),
]


class MeetingFilters(In):
    past: bool | None = None
    missing_outcome: bool | None = None
    cancelled: bool | None = None
    host_id: DatabaseId | None = None
    lead_id: DatabaseId | None = None
    call_id: DatabaseId | None = None
    event_type_id: DatabaseId | Literal["none"] | None = None
    kind: MeetingKind | None = None
    outcome: MeetingOutcome | Literal["none"] | None = None
    reason: MeetingReason | Literal["none"] | None = None
    objection: Objection | Literal["none"] | None = None
    setter_id: DatabaseId | Literal["none"] | None = None
    product_id: DatabaseId | Literal["none"] | None = None
    sales: SalesParts = ()
    q: str = Field("", max_length=200)
    from_: date | None = Field(None, alias="from")
    to: date | None = None


class MeetingQuery(MeetingFilters, PageQuery):
    pass


class MeetingsOwedQuery(In):
    by: Literal["host"] | None = None


class OwedByHostOut(Out):
    host: Named
    count: int
    oldest_at: datetime


class MeetingReminder(Out):
    meeting_id: int
    kind: MeetingKind
    lead: str
    starts_at: datetime
    ends_at: datetime


class MeetingsOwedOut(Out):
    count: int
    oldest_at: datetime | None
    by_host: list[OwedByHostOut] | None
    reminders: list[MeetingReminder]


class FollowingIn(In):
    """The strategy call to book with an approval; without a host it is the next one's turn."""

    event_type_id: DatabaseId
    starts_at: datetime  # without an offset: as a clock in the invitee's zone shows it
    host_id: DatabaseId | None = None


class MeetingOutcomeIn(In):
    """``strategy``: the call to book with Approved; ``keep`` or ``cancel`` where an approval goes."""

    outcome: MeetingOutcome
    reason: MeetingReason | None = None
    objection: Objection | None = None
    notes: Text | None = None
    change_reason: Line | None = None
    version: int | None = None
    strategy: FollowingIn | Literal["keep", "cancel"] | None = None


class ClearMeetingQuery(In):
    version: int | None = None
    change_reason: Line | None = None
    strategy: Literal["keep", "cancel"] | None = None


class AttendanceIn(In):
    attended: bool | None
