"""Whatever may happen to meetings, deals and payments, at random, and what two ways of reading say of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import db, people
from dialer.company_settings import change_settings
from dialer.models import Deal, DealTransaction, Meeting, SalesCalendar, StaleSale, Team, Transaction, User
from dialer.people import Principal, principal_of
from dialer.sales.calendars import find_calendar, zone_in_force
from dialer.sales.groups import Groups
from dialer.sales.reading import read_tallies, slice_of
from dialer.sales.scope import SalesBy, SalesScope
from dialer.sales.tables import read_tables
from policies.vocabulary import Dispute, MeetingKind, MeetingOutcome, MeetingReason, Objection, PaymentType
from tests.world import World
from workers.sales import count_everything, recount_stale_sales

BY_SYSTEM = Principal(company_id=1, user_id=None)
PERIODS = (
    (date(2026, 2, 15), date(2026, 3, 2)),
    (date(2025, 12, 30), date(2026, 12, 31)),
)


def drain() -> None:
    """The worker does what it does, until nothing waits."""
    recount_stale_sales()
    count_everything()


def move_to(zone: str, world: World) -> None:
    """The company goes by another zone."""
    with db.transaction(1) as session:
        company = people.company_of(session, 1)
        change_settings(session, company, BY_SYSTEM, {"time_zone": zone}, now=world.clock())


def marks(world: World) -> int:
    """How many wait."""
    return len(world.rows(select(StaleSale.id)))


def calendar_of(world: World) -> SalesCalendar:
    """By which our company's sales are counted."""
    found: SalesCalendar
    (found,) = world.rows(select(SalesCalendar).where(SalesCalendar.company_id == 1))
    return found


def change_something(chance: Random, *, now: datetime) -> None:
    """One change, in a transaction of its own."""
    with db.transaction(1) as session:
        chance.choice((_meeting, _meeting, _deal, _deal, _payment, _team))(session, chance, now)


def _any(session: Session, table: Any, chance: Random) -> Any:
    return session.get_one(table, chance.choice(session.scalars(select(table.id).order_by(table.id)).all()))


def _meeting(session: Session, chance: Random, now: datetime) -> None:
    row, luck = _any(session, Meeting, chance), chance.randrange(6)
    if luck == 0:
        row.starts_at = now + timedelta(minutes=chance.randint(-60 * 24 * 60, 60 * 24 * 2))
        row.ends_at = row.starts_at + timedelta(minutes=45)
    elif luck == 1:
        row.outcome, row.reason = MeetingOutcome.SALE, None
    elif luck == 2:
        row.outcome, row.reason = MeetingOutcome.NO_SALE, chance.choice([*MeetingReason])
    elif luck == 3:
        row.cancelled_at = None if row.cancelled_at else now
    elif luck == 4:
        row.host_id, row.booked_by_id = _any(session, User, chance).id, None
    else:
        row.objection, row.outcome = chance.choice([*Objection, None]), chance.choice([None, row.outcome])


def _deal(session: Session, chance: Random, now: datetime) -> None:
    row, luck = _any(session, Deal, chance), chance.randrange(5)
    if luck == 0:
        row.voided_at = row.voided_at or now
    elif luck == 1:
        row.day -= timedelta(days=chance.randint(-3, 40))
    elif luck == 2:
        row.meeting_id = None
    elif luck == 3:
        row.value, row.payment_type = chance.randint(1, 900_000), chance.choice([*PaymentType])
    else:
        taken = select(Deal.meeting_id).where(Deal.meeting_id.is_not(None), Deal.voided_at.is_(None))
        free = select(Meeting.id).where(Meeting.id.not_in(taken), Meeting.kind == MeetingKind.STRATEGY)
        row.meeting_id = session.scalar(free.order_by(Meeting.id.desc()).limit(1))


def _team(session: Session, chance: Random, now: datetime) -> None:
    setter = session.scalars(select(User).where(User.email == "setter@demo.test")).one()
    team_id = session.scalars(select(Team.id).limit(1)).one()
    setter.team_id = None if setter.team_id else team_id


def _payment(session: Session, chance: Random, now: datetime) -> None:
    paid = _any(session, Transaction, chance)
    if chance.random() < 0.3:
        bound = select(DealTransaction).where(DealTransaction.transaction_id == paid.id)
        for row in session.scalars(bound):
            row.freed_at = now
    elif chance.random() < 0.5:
        paid.refunded = chance.choice([0, paid.amount, paid.amount // 3])
    else:
        paid.dispute = chance.choice([None, Dispute.LOST, Dispute.OPEN])


def questions(people_ids: list[int]) -> Iterator[SalesScope]:
    """Everything that tallies can answer."""
    for first, last in PERIODS:
        for group_by in SalesBy:
            yield SalesScope(first, last, group_by)
        for group_by in (SalesBy.CLOSER, SalesBy.MONTH):
            yield SalesScope(first, last, group_by, closer_id=people_ids[0])
        for group_by in (SalesBy.SETTER, SalesBy.DAY):
            yield SalesScope(first, last, group_by, setter_id=people_ids[1])


def both_readings(user_id: int, people_ids: list[int], *, now: datetime) -> Iterator[tuple[Any, Any, Any]]:
    """Of each question: what the tallies say, and what the tables do."""
    with db.reading(1) as session:
        by = principal_of(session.get_one(User, user_id))
        zone = zone_in_force(find_calendar(session))
        assert zone is not None
        for scope in questions(people_ids):
            asked = slice_of(by, scope)
            assert asked is not None
            tallies = read_tallies(session, zone, scope, asked)
            yield scope, _plain(tallies), _plain(read_tables(session, by, scope, zone.time_zone, now=now))


def _plain(groups: Groups) -> dict[str, Any]:
    return {key: (group.counts, dict(group.cash)) for key, group in groups.items()}
