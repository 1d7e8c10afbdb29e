"""Meetings written straight into the database, as if somebody had booked them at some time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from dialer import db
from dialer.models import EventType, Lead, Meeting, Qualification, User
from policies.vocabulary import BookingSource, MeetingKind, MeetingOutcome

HALF_AN_HOUR = timedelta(minutes=30)


class Diary:
    """The meetings of one company: its first lead's, unless another is named."""

    def __init__(self, company_id: int, *, now: datetime) -> None:
        self.company_id, self.now = company_id, now
        with db.transaction(company_id) as session:
            self.lead_id = session.scalars(select(Lead.id).order_by(Lead.id).limit(1)).one()
            kinds = {kind: _event_type(kind, company_id, now) for kind in MeetingKind}
            session.add_all(kinds.values())
            session.flush()
            self.event_types = {kind: row.id for kind, row in kinds.items()}

    def book(self, kind: str, host: str, at: datetime, **fields: Any) -> int:
        """A meeting of this kind with this host; its number."""
        with db.transaction(self.company_id) as session:
            host_id = session.scalars(select(User.id).where(User.email == host)).one()
            values = {
                "event_type_id": self.event_types[MeetingKind(kind)],
                "kind": MeetingKind(kind),
                "lead_id": self.lead_id,
                "host_id": host_id,
                "source": BookingSource.LEAD,
                "starts_at": at,
                "ends_at": at + HALF_AN_HOUR,
                "invitee_zone": "America/New_York",
                "booked_by_id": host_id,
                "booked_at": self.now,
            }
            meeting = Meeting(**(values | fields))
            session.add(meeting)
            session.flush()
            return meeting.id

    def set_without_call(self, outcome: str, by: str, at: datetime) -> None:
        """A lead approved or rejected without a discovery call."""
        with db.transaction(self.company_id) as session:
            by_id = session.scalars(select(User.id).where(User.email == by)).one()
            said = Qualification(lead_id=self.lead_id, outcome=MeetingOutcome(outcome), by_id=by_id, at=at)
            session.add(said)


def _event_type(kind: MeetingKind, company_id: int, now: datetime) -> EventType:
    name, asks = f"{kind.value.capitalize()} call", kind is MeetingKind.STRATEGY
    slug = f"{kind.value}-{company_id}"
    return EventType(kind=kind, slug=slug, name=name, minutes=30, created_at=now, needs_discovery=asks)
