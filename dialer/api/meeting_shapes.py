"""Meetings as the API shows them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.api.schemas.meetings import MeetingLead, MeetingOut
from dialer.api.schemas.session import Named
from dialer.meetings import queries
from dialer.models import Meeting, User
from policies import meetings

PLAIN = (
    *("id", "kind", "source", "starts_at", "ends_at", "invitee_zone", "notes", "booked_at", "confirmed_at"),
    *("cancelled_at", "attended", "outcome", "reason", "objection", "outcome_notes", "outcome_at", "version"),
    *("call_id", "discovery_id"),
)
PEOPLE = ("booked_by", "cancelled_by", "outcome_by")


def meeting_out(session: Session, meeting: Meeting, *, now: datetime) -> MeetingOut:
    """One meeting."""
    return meetings_out(session, [meeting], now=now)[0]


def meetings_out(session: Session, rows: list[Meeting], *, now: datetime) -> list[MeetingOut]:
    """Several, with whom and what they name looked up once."""
    ids = {getattr(row, f"{person}_id") for row in rows for person in PEOPLE} - {None}
    names = {user.id: _named(user) for user in session.scalars(select(User).where(User.id.in_(ids)))}
    following = queries.strategies_after(session, [row.id for row in rows])
    return [_shape(row, names, following.get(row.id), now=now) for row in rows]


def _shape(row: Meeting, names: dict[int, Named], strategy_id: int | None, *, now: datetime) -> MeetingOut:
    return MeetingOut(
        **{name: getattr(row, name) for name in PLAIN}
        | {person: names.get(getattr(row, f"{person}_id")) for person in PEOPLE},
        event_type=Named(id=row.event_type.id, name=row.event_type.name),
        lead=MeetingLead.model_validate(row.lead, from_attributes=True),
        host=_named(row.host),
        owes_outcome=meetings.owes_outcome(queries.facts_of(row), now=now),
        strategy_id=strategy_id,
    )


def _named(user: User) -> Named:
    return Named(id=user.id, name=user.name)
