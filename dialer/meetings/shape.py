"""Meetings as those outside see them: the API's answers, and what webhooks are told."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.meetings import queries
from dialer.models import Lead, Meeting, User
from policies.meetings import owes_outcome

PLAIN = (
    *("id", "kind", "source", "starts_at", "ends_at", "invitee_zone", "notes", "booked_at", "confirmed_at"),
    *("cancelled_at", "attended", "outcome", "reason", "objection", "outcome_notes", "outcome_at", "version"),
    *("call_id", "discovery_id"),
)
PEOPLE = ("booked_by", "cancelled_by", "outcome_by")
OF_LEAD = ("id", "name", "phone", "organisation", "email")
Shape = dict[str, Any]


def shape(session: Session, rows: list[Meeting], *, now: datetime) -> list[Shape]:
    """Several, with whom and what they name looked up once."""
    ids = {getattr(row, f"{person}_id") for row in rows for person in PEOPLE} - {None}
    names = {user.id: _named(user) for user in session.scalars(select(User).where(User.id.in_(ids)))}
    following = queries.strategies_after(session, [row.id for row in rows])
    return [_shape(row, names, following.get(row.id), now=now) for row in rows]


def _shape(row: Meeting, names: dict[int, Shape], strategy_id: int | None, *, now: datetime) -> Shape:
    return {
        **{name: getattr(row, name) for name in PLAIN},
        **{person: names.get(getattr(row, f"{person}_id")) for person in PEOPLE},
        "event_type": {"id": row.event_type.id, "name": row.event_type.name},
        "lead": _lead(row.lead),
        "host": _named(row.host),
        "owes_outcome": owes_outcome(queries.facts_of(row), now=now),
        "strategy_id": strategy_id,
    }


def _lead(lead: Lead) -> Shape:
    return {name: getattr(lead, name) for name in OF_LEAD}


def _named(user: User) -> Shape:
    return {"id": user.id, "name": user.name}
