"""What the demo company can be booked for: event types of both kinds, who hosts them, and their hours."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import people
from dialer.meetings import availability, event_types
from dialer.meetings.availability import Written
from dialer.meetings.event_types import Turn
from dialer.models import Company, EventType, Team, User
from dialer.people import Principal
from policies.vocabulary import MeetingKind, Role

MONDAY, SATURDAY = 0, 5
WEEK = range(MONDAY, SATURDAY)


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody who hosts meetings: hours of the weekdays in their own zone."""

    email: str
    name: str
    role: Role
    zone: str
    days: range
    hours: tuple[tuple[str, str], ...]


SASHA = Host("setter@demo.test", "Sasha Ortiz", Role.SETTER, "Europe/London", WEEK, (("09:00", "17:30"),))
MALIK = Host(
    "malik@demo.test", "Malik Reed", Role.SETTER, "America/New_York", WEEK,
    (("08:00", "12:00"), ("13:00", "17:00")),
)  # fmt: skip
CLEO = Host(
    "closer@demo.test", "Cleo Marsh", Role.CLOSER, "Europe/Zurich", WEEK,
    (("09:00", "12:00"), ("13:00", "18:00")),
)  # fmt: skip
KENJI = Host("kenji@demo.test", "Kenji Mori", Role.CLOSER, "Asia/Tokyo", range(1, 6), (("10:00", "19:00"),))
PETRA = Host(
    "petra@demo.test", "Petra Novy", Role.CLOSER, "America/Los_Angeles", range(4), (("08:00", "16:00"),)
)
HOSTS = (SASHA, MALIK, CLEO, KENJI, PETRA)

DISCOVERY, STRATEGY, TALK = "Get-to-know call", "Strategy session", "Free strategy talk"
OFFERS: tuple[tuple[dict[str, Any], dict[Host, int]], ...] = (
    (
        {
            "kind": MeetingKind.DISCOVERY, "name": DISCOVERY, "minutes": 20, "buffer_after": 10,
            "step_minutes": 30, "notice_minutes": 60, "location": "We call you.",
            "description": "Twenty minutes to find out whether we can help.",
        },
        {SASHA: 1, MALIK: 1},
    ),
    (
        {
            "kind": MeetingKind.STRATEGY, "name": STRATEGY, "minutes": 45, "buffer_after": 15,
            "step_minutes": 30, "notice_minutes": 240, "daily_limit": 5, "needs_discovery": True,
            "location": "We send a link to the video call.", "is_public": False,
            "description": "Your plan for the next year, and what it would take.",
        },
        {CLEO: 1, KENJI: 1, PETRA: 2},
    ),
    (
        {
            "kind": MeetingKind.STRATEGY, "name": TALK, "minutes": 30, "buffer_before": 5, "buffer_after": 10,
            "step_minutes": 30, "notice_minutes": 120, "location": "We call you.",
            "description": "Half an hour about your market, at no cost.",
        },
        {PETRA: 1, KENJI: 2},
    ),
)  # fmt: skip


def demo_without_offers(session: Session) -> Company | None:
    """The first company, if it is the demo's and nothing can be booked there yet."""
    company = session.scalars(select(Company).order_by(Company.id)).first()
    return company if company and company.is_demo and not _has_some(session, company) else None


def offer_meetings(session: Session, company: Company, *, now: datetime) -> None:
    """Add the hosts who are not there yet, everybody's hours, and the event types, unless there are some."""
    people.lock_company(session, company.id)
    if _has_some(session, company):
        return
    by = Principal(company_id=company.id, user_id=None)
    users = {host: _find_or_hire(session, company, host, now=now) for host in HOSTS}
    for host, user in users.items():
        weekly = [
            {"weekday": day, "from": begin, "to": end} for day in host.days for begin, end in host.hours
        ]
        availability.set_availability(session, by, user, Written(host.zone, weekly, []), now=now)
    for fields, turns in OFFERS:
        hosts = [Turn(users[host].id, priority) for host, priority in turns.items()]
        event_types.make_event_type(session, by, fields, hosts, now=now)


def _has_some(session: Session, company: Company) -> bool:
    known = select(EventType.id).where(EventType.company_id == company.id)
    return session.scalar(known.limit(1)) is not None


def _find_or_hire(session: Session, company: Company, host: Host, *, now: datetime) -> User:
    known = session.scalar(select(User).where(User.email == host.email))
    if known is not None:
        return known
    first = session.scalars(select(User).where(User.email == CLEO.email)).one()
    team = session.scalars(select(Team).where(Team.company_id == company.id).order_by(Team.id)).first()
    user = User(
        company_id=company.id, email=host.email, name=host.name, password_hash=first.password_hash,
        role_words=[host.role.value], team_id=team.id if team else None, created_at=now,
    )  # fmt: skip
    session.add(user)
    session.flush()
    return user
