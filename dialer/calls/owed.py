"""Owed outcomes: how many, whose, since when, and which a rep is reminded of (row B2).

A call owes its outcome from the moment its line is over; one that was released still does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from dialer.analytics.facts import COUNTED
from dialer.calls.queries import visible
from dialer.models import Call, Company, User
from dialer.people import Principal

MOST_REMINDED = 20
OWED: tuple[ColumnElement[bool], ...] = (*COUNTED, Call.outcome_id.is_(None))


@dataclass(frozen=True, slots=True)
class Owed:
    """How many outcomes are owed, and since when the oldest."""

    count: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwedByRep:
    """The same for one rep."""

    rep: User
    count: int
    released: int
    oldest_at: datetime


def owed_total(session: Session, by: Principal) -> Owed:
    """Over all calls that the person may see."""
    owed = visible(select(Call).where(*OWED), by).subquery()
    row = session.execute(select(func.count(), func.min(owed.c.line_ended_at)).select_from(owed)).one()
    return Owed(*row)


def owed_by_rep(session: Session, by: Principal) -> list[OwedByRep]:
    """Who owes how many, whoever has owed for the longest first."""
    owed = visible(select(Call).where(*OWED), by).subquery()
    oldest = func.min(owed.c.line_ended_at)
    counts = select(owed.c.rep_id, func.count(), func.count(owed.c.released_at), oldest)
    rows = session.execute(counts.group_by(owed.c.rep_id).order_by(oldest, owed.c.rep_id)).all()
    reps = {rep.id: rep for rep in session.scalars(select(User).where(User.id.in_([row[0] for row in rows])))}
    return [OwedByRep(reps[rep_id], count, released, since) for rep_id, count, released, since in rows]


def reminders_for(session: Session, by: Principal, company: Company, *, now: datetime) -> list[Call]:
    """One's own calls that have owed their outcome for longer than the company allows, the oldest first.

    One that still holds its rep needs no reminder: the page shows nothing else.
    """
    if company.owed_reminder_minutes is None:
        return []
    before = now - timedelta(minutes=company.owed_reminder_minutes)
    query = select(Call).where(*OWED, Call.rep_id == by.user_id, Call.ended_at.is_not(None))
    query = query.where(Call.line_ended_at <= before).options(joinedload(Call.lead))
    return list(session.scalars(query.order_by(Call.line_ended_at, Call.id).limit(MOST_REMINDED)))
