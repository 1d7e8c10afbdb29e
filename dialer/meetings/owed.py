"""Meetings that owe their outcome: how many, whose, since when, and which a host is reminded of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from dialer.meetings.queries import concerns, owing
from dialer.models import Company, Meeting, User
from dialer.people import Principal

MOST_REMINDED = 20
# Meetings are few and each one counts: their hosts are reminded also where the company set no time for calls.
USUAL_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Owed:
    """How many outcomes are owed, and since when the oldest."""

    count: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwedByHost:
    """The same for one host."""

    host: User
    count: int
    oldest_at: datetime


def owed_total(session: Session, by: Principal, *, now: datetime) -> Owed:
    """Over one's own meetings, the team's for a manager, all for an admin."""
    query = select(func.count(Meeting.id), func.min(Meeting.starts_at))
    count, oldest_at = session.execute(query.where(*owing(now=now), concerns(by))).one()
    return Owed(count, oldest_at)


def owed_by_host(session: Session, by: Principal, *, now: datetime) -> list[OwedByHost]:
    """Who owes how many, whoever has owed for the longest first."""
    oldest = func.min(Meeting.starts_at)
    query = select(Meeting.host_id, func.count(Meeting.id), oldest).where(*owing(now=now), concerns(by))
    rows = session.execute(query.group_by(Meeting.host_id).order_by(oldest, Meeting.host_id)).all()
    found = session.scalars(select(User).where(User.id.in_([row[0] for row in rows])))
    hosts = {host.id: host for host in found}
    return [OwedByHost(hosts[host_id], count, since) for host_id, count, since in rows]


def reminders_for(session: Session, by: Principal, company: Company, *, now: datetime) -> list[Meeting]:
    """One's own meetings that have been over for so long and still owe their outcome, the oldest first."""
    minutes = company.owed_reminder_minutes or USUAL_MINUTES
    query = select(Meeting).where(*owing(now=now), Meeting.host_id == by.user_id)
    query = query.where(Meeting.ends_at <= now - timedelta(minutes=minutes)).options(joinedload(Meeting.lead))
    return list(session.scalars(query.order_by(Meeting.starts_at, Meeting.id).limit(MOST_REMINDED)))
