"""Meetings."""

from datetime import datetime

from dialer.api.schemas.base import Out
from dialer.api.schemas.session import Named
from policies.vocabulary import BookingSource, MeetingKind, MeetingOutcome, MeetingReason, Objection


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
