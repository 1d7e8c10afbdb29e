"""Appointment Setting: leads by how they stand, decisions about them, and whose they are."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import DatabaseId, In, Out, PageQuery, Text
from dialer.api.schemas.leads import LeadOut
from dialer.api.schemas.session import Named
from dialer.setting import MOST_AT_ONCE, MeetingFilter
from policies.vocabulary import MeetingKind, MeetingOutcome, MeetingReason, Standing


class SettingFilters(In):
    standing: Standing | None = None
    owner_id: DatabaseId | Literal["none"] | None = None
    last_outcome: Annotated[str, StringConstraints(max_length=64)] | None = None
    meeting: MeetingFilter | None = None
    do_not_call: bool | None = None
    q: str = Field("", max_length=200)
    from_: date | None = Field(None, alias="from")
    to: date | None = None


class SettingQuery(SettingFilters, PageQuery):
    pass


class DecisionOut(Out):
    outcome: MeetingOutcome
    reason: MeetingReason | None
    notes: str
    at: datetime
    by: Named | None
    meeting_id: int | None  # null: set without a discovery call


class NextMeeting(Out):
    id: int
    kind: MeetingKind
    event_type: Named
    host: Named
    starts_at: datetime


class SettingLead(Out):
    lead: LeadOut
    standing: Standing
    decision: DecisionOut | None
    next_meeting: NextMeeting | None
    is_customer: bool


class StandingCounts(Out):
    potential: int
    qualified: int
    disqualified: int


class OwnersOut(Out):
    items: list[Named]


class AssignIn(In):
    """To one person, to nobody (an empty list), or to several who take turns."""

    lead_ids: Annotated[list[DatabaseId], Field(min_length=1, max_length=MOST_AT_ONCE)]
    owner_ids: Annotated[list[DatabaseId], Field(max_length=100)]
    keep_owners: bool = False


class AssignedOut(Out):
    lead_id: int
    changed: bool
    detail: str
    before: Named | None
    owner: Named | None


class AssignOut(Out):
    changed: int
    left: int
    results: list[AssignedOut]


class QualifyIn(In):
    outcome: MeetingOutcome
    reason: MeetingReason | None = None
    notes: Text = ""
    strategy: Literal["keep", "cancel"] | None = None  # what becomes of a strategy call when an approval goes


class QualificationOut(Out):
    id: int
    lead_id: int
    outcome: MeetingOutcome
    reason: MeetingReason | None
    notes: str
    by: Named
    at: datetime
    standing: Standing
