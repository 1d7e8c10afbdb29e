"""Event types, their hosts and free times."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from dialer.api.schemas.base import DatabaseId, In, Out
from dialer.api.schemas.session import Named
from policies.hours import QUANTUM
from policies.vocabulary import MeetingKind

LONGEST_BUFFER = 240
LONGEST_NOTICE = 30 * 24 * 60


def _in_steps(minutes: int) -> int:
    if minutes % QUANTUM:
        raise ValueError(f"choose whole steps of {QUANTUM} minutes")
    return minutes


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Location = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Length = Annotated[int, Field(ge=QUANTUM, le=480), AfterValidator(_in_steps)]
Step = Annotated[int, Field(ge=QUANTUM, le=240), AfterValidator(_in_steps)]
Buffer = Annotated[int, Field(ge=0, le=LONGEST_BUFFER), AfterValidator(_in_steps)]
Notice = Annotated[int, Field(ge=0, le=LONGEST_NOTICE)]
Horizon = Annotated[int, Field(ge=1, le=365)]
Limit = Annotated[int, Field(ge=1, le=50)]


class HostIn(In):
    user_id: DatabaseId
    priority: Annotated[int, Field(ge=1, le=99)] = 1


Hosts = Annotated[list[HostIn], Field(max_length=200)]


class EventTypeIn(In):
    kind: MeetingKind
    name: Name
    description: Description = ""
    location: Location = ""
    minutes: Length = 30
    buffer_before: Buffer = 0
    buffer_after: Buffer = 0
    step_minutes: Step = 30
    notice_minutes: Notice = 240
    horizon_days: Horizon = 60
    daily_limit: Limit | None = None
    needs_discovery: bool = False
    is_public: bool = True
    hosts: Hosts = []


class EventTypeChange(In):
    kind: MeetingKind | None = None
    name: Name | None = None
    description: Description | None = None
    location: Location | None = None
    minutes: Length | None = None
    buffer_before: Buffer | None = None
    buffer_after: Buffer | None = None
    step_minutes: Step | None = None
    notice_minutes: Notice | None = None
    horizon_days: Horizon | None = None
    daily_limit: Limit | None = None
    needs_discovery: bool | None = None
    is_public: bool | None = None
    hosts: Hosts | None = None


class EventTypeHostOut(Out):
    id: int
    name: str
    priority: int
    active: bool
    has_hours: bool
    time_zone: str | None  # of their hours


class Refused(Out):
    """Why something cannot be booked."""

    code: str
    detail: str


class EventTypeOut(Out):
    id: int
    kind: MeetingKind
    name: str
    slug: str
    link: str
    description: str
    location: str
    minutes: int
    buffer_before: int
    buffer_after: int
    step_minutes: int
    notice_minutes: int
    horizon_days: int
    daily_limit: int | None
    needs_discovery: bool
    is_public: bool
    hosts: list[EventTypeHostOut]
    created_at: datetime
    archived_at: datetime | None
    refused: Refused | None = None  # only where a lead is named


class EventTypeQuery(In):
    archived: bool = False
    lead_id: DatabaseId | None = None


class SlotQuery(In):
    from_: Annotated[AwareDatetime | date | None, Field(alias="from", union_mode="left_to_right")] = None
    to: Annotated[AwareDatetime | date | None, Field(union_mode="left_to_right")] = None
    host_id: DatabaseId | None = None
    zone: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    moving: DatabaseId | None = None


class SlotOut(Out):
    starts_at: datetime
    hosts: list[Named]


class Slots(Out):
    items: list[SlotOut]
