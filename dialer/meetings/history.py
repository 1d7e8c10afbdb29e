"""What was done to a meeting: written with the change itself, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.models import Meeting, MeetingEntry
from dialer.people import Principal
from policies.vocabulary import MeetingAct


def add_entry(
    session: Session,
    meeting: Meeting,
    act: MeetingAct,
    by: Principal | None,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    now: datetime,
) -> None:
    """Note an act, and let the pages look again. ``by`` None: the invitee."""
    by_id = by.user_id if by else None
    session.add(MeetingEntry(meeting_id=meeting.id, act=act, by_id=by_id, at=now, before=before, after=after))
    nudges.refetch(session, "meetings", company_id=meeting.company_id)


def history_of(session: Session, meeting: Meeting) -> list[MeetingEntry]:
    """Everything that was done to it, oldest first."""
    query = select(MeetingEntry).where(MeetingEntry.meeting_id == meeting.id)
    return list(session.scalars(query.order_by(MeetingEntry.at, MeetingEntry.id)))
