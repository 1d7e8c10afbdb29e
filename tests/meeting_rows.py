"""A row of every kind that booking meetings makes."""

from datetime import datetime, timedelta

from sqlalchemy import select

from dialer import db
from dialer.models import (
    Availability,
    EventType,
    EventTypeHost,
    Lead,
    Mail,
    Meeting,
    MeetingEntry,
    MeetingHold,
    Qualification,
    SavedView,
    User,
)
from policies.vocabulary import BookingSource, MeetingAct, MeetingKind, MeetingOutcome, Role


def make_meeting_rows(company_id: int, *, now: datetime) -> int:
    """Returns the meeting's number. It is with the company's first lead and person, and begins in a day."""
    with db.transaction(company_id) as session:
        host_id = session.scalars(select(User.id).order_by(User.id).limit(1)).one()
        lead_id = session.scalars(select(Lead.id).order_by(Lead.id).limit(1)).one()
        closers = [user.id for user in session.scalars(select(User)) if Role.CLOSER in user.roles]
        hosts = {host_id, *closers}
        kind = MeetingKind.STRATEGY
        event_type = EventType(kind=kind, slug=f"talk-{company_id}", name="Talk", minutes=30, created_at=now)
        session.add(event_type)
        session.flush()
        starts_at = now + timedelta(days=1)
        meeting = Meeting(
            event_type_id=event_type.id,
            kind=kind,
            lead_id=lead_id,
            host_id=host_id,
            source=BookingSource.LEAD,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30),
            invitee_zone="UTC",
            booked_by_id=host_id,
            booked_at=now,
        )
        session.add(meeting)
        session.flush()
        weekly = [{"weekday": day, "from": "09:00", "to": "17:00"} for day in range(5)]
        session.add_all(
            [
                *(EventTypeHost(event_type_id=event_type.id, user_id=each) for each in hosts),
                Availability(user_id=host_id, time_zone="UTC", weekly=weekly),
                MeetingHold(host_id=host_id, at=starts_at, meeting_id=meeting.id),
                MeetingEntry(
                    meeting_id=meeting.id, act=MeetingAct.BOOKED, by_id=host_id, at=now, before=None, after={}
                ),
                Qualification(lead_id=lead_id, outcome=MeetingOutcome.APPROVED, by_id=host_id, at=now),
                Mail(
                    meeting_id=meeting.id,
                    kind="invitation",
                    recipient="ann@firm.example",
                    subject="Talk",
                    text="Talk",
                    created_at=now,
                    next_try_at=now,
                ),
                SavedView(user_id=host_id, page="leads", name="My leads", query="mine=true", created_at=now),
            ]
        )
        return meeting.id
