"""A lead's journey."""

from datetime import datetime

from dialer.api.schemas.appointment_setting import DecisionOut, NextMeeting
from dialer.api.schemas.base import Out
from dialer.api.schemas.calls import CallOut
from dialer.api.schemas.leads import LeadOut
from dialer.api.schemas.meetings import MeetingOut
from dialer.api.schemas.session import Named
from dialer.api.schemas.tasks import TaskOut
from dialer.journey import Kind
from policies.vocabulary import MeetingOutcome, MeetingReason, Standing


class JourneyCall(Out):
    call: CallOut
    may_open: bool


class SetWithoutCall(Out):
    id: int
    outcome: MeetingOutcome
    reason: MeetingReason | None
    notes: str
    by: Named | None
    at: datetime


class Barred(Out):
    id: int
    phone: str
    reason: str
    by: Named | None
    set_at: datetime
    lifted_at: datetime | None
    lifted_by: Named | None
    lift_reason: str


class JourneyEntry(Out):
    """One thing that happened; of its parts the one that ``kind`` names is there."""

    kind: Kind
    at: datetime
    call: JourneyCall | None = None
    meeting: MeetingOut | None = None
    qualification: SetWithoutCall | None = None
    task: TaskOut | None = None
    do_not_call: Barred | None = None


class OwedThing(Out):
    kind: Kind
    id: int
    at: datetime  # a task's is when it is due
    who: Named | None
    words: str


class JourneyOut(Out):
    lead: LeadOut
    standing: Standing
    decision: DecisionOut | None
    is_customer: bool
    customer_since: datetime | None
    next_meeting: NextMeeting | None
    owed: list[OwedThing]
    whole: bool  # nothing of others is hidden from whoever asks
    items: list[JourneyEntry]
    next: str | None
