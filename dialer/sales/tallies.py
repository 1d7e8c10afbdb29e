"""Counting a day of sales from meetings and deals, and months, quarters and years from the days.

Whoever calls this holds the company's sales calendar, so that nobody else sums up the same rows.
"""

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.clock import DAY, day_start
from dialer.deals.worth import returned_of_deal
from dialer.models import Deal, DealTally, Meeting, MeetingTally, User
from dialer.models.base import table_of
from dialer.sales.groups import NO_KEY, Cash
from dialer.sales.parts import LIVE_DEAL, counted, part
from dialer.sales.periods import WIDTHS, Period, period_of
from policies.sales import Part
from policies.vocabulary import PaymentType, SalesSplit

TABLES: tuple[Any, ...] = (MeetingTally, DealTally)
KEYS: dict[Any, tuple[str, ...]] = {
    MeetingTally: ("team_id", "split", "key"),
    DealTally: ("team_id", "split", "key", "currency", "payment_type"),
}
SUMS: dict[Any, tuple[str, ...]] = {
    MeetingTally: tuple(part.value for part in Part),
    DealTally: ("deals", "value", "returned"),
}
Row = dict[str, Any]
Place = tuple[int | None, SalesSplit, str]
Teams = dict[int | None, int]  # whose team it is


def count_day(session: Session, zone: Zone, day: date, *, now: datetime) -> None:
    """Count a day afresh: meetings that begin on it and are over by ``now``, and deals of this date."""
    in_teams = select(User.id, User.team_id).where(User.team_id.is_not(None))
    teams: Teams = {user_id: team_id for user_id, team_id in session.execute(in_teams) if team_id}
    made = {
        MeetingTally: _meetings(session, zone, day, teams, now=now),
        DealTally: _deals(session, day, teams),
    }
    for table, rows in made.items():
        _forget(session, table, zone, [day.isoformat()])
        fixed = {"company_id": session.info["company_id"], "generation": zone.generation}
        if rows:
            values = [fixed | {"period": day.isoformat()} | row for row in rows]
            session.connection().execute(insert(table_of(table)), values)


def sum_month(session: Session, zone: Zone, month: date) -> None:
    """Sum up the month from its days, and its quarter and year from their months."""
    for width in WIDTHS:
        period = period_of(month, width)
        parts = _days_of(period) if width == 1 else period.names_of_months
        for table in TABLES:
            _forget(session, table, zone, [period.name])
            _sum(session, table, zone, period.name, parts)


def periods_of(month: date) -> list[str]:
    """The sums that a month is in."""
    return [period_of(month, width).name for width in WIDTHS]


def _days_of(period: Period) -> list[str]:
    return [(period.first + n * DAY).isoformat() for n in range((period.until - period.first).days)]


def _meetings(session: Session, zone: Zone, day: date, teams: Teams, *, now: datetime) -> list[Row]:
    keys = (Meeting.host_id, Meeting.booked_by_id, Meeting.event_type_id, Deal.product_id)
    query: Any = select(part().label("part"), *keys, Meeting.objection, Meeting.reason)
    query = query.select_from(Meeting).outerjoin(Deal, LIVE_DEAL)
    begins, ends = day_start(day, zone.time_zone), day_start(day + DAY, zone.time_zone)
    query = query.where(Meeting.starts_at >= begins, Meeting.starts_at < ends, *counted(now=now))
    counts: dict[Place, Counter[str]] = defaultdict(Counter)
    for what, *found in session.execute(query):
        for place in _places(found, teams):
            counts[place][what] += 1
    none = dict.fromkeys(SUMS[MeetingTally], 0)
    names = KEYS[MeetingTally]
    return [dict(zip(names, place, strict=True)) | none | parts for place, parts in counts.items()]


def _deals(session: Session, day: date, teams: Teams) -> list[Row]:
    keys = (Deal.closer_id, Meeting.booked_by_id, Meeting.event_type_id, Deal.product_id)
    query: Any = select(Deal.currency, Deal.payment_type, Deal.value, returned_of_deal(), *keys)
    query = query.add_columns(Meeting.objection, Meeting.reason).select_from(Deal)
    query = query.outerjoin(Meeting, Meeting.id == Deal.meeting_id)
    query = query.where(Deal.day == day, Deal.voided_at.is_(None))
    sums: dict[tuple[Place, str, PaymentType], Cash] = defaultdict(Cash)
    for currency, kind, value, returned, *found in session.execute(query):
        for place in _places(found, teams):
            sums[place, currency, kind].add(Cash(1, value, int(returned)))
    names = KEYS[DealTally]
    return [
        dict(zip(names, (*place, currency, kind), strict=True))
        | {"deals": cash.deals, "value": cash.value, "returned": cash.returned}
        for (place, currency, kind), cash in sums.items()
    ]


def _places(found: list[Any], teams: Teams) -> list[Place]:
    """Where something is counted: of the company and of the closer's and the setter's team, once of each split."""
    viewers = {None, teams.get(found[0]), teams.get(found[1])}
    keys = [NO_KEY, *(NO_KEY if key is None else str(key) for key in found)]
    return [(team_id, split, key) for team_id in viewers for split, key in zip(SalesSplit, keys, strict=True)]


def _forget(session: Session, table: Any, zone: Zone, names: list[str]) -> None:
    old = delete(table).where(table.generation == zone.generation, table.period.in_(names))
    session.execute(old.execution_options(synchronize_session=False))


def _sum(session: Session, table: Any, zone: Zone, name: str, parts: list[str]) -> None:
    """The ORM's fence does not see an INSERT … SELECT: it names the company."""
    columns, company_id = table_of(table).c, session.info["company_id"]
    keys = [columns[key] for key in KEYS[table]]
    fixed = {"company_id": company_id, "generation": zone.generation, "period": name}
    query = select(
        *(literal(value, columns[column].type) for column, value in fixed.items()),
        *keys,
        *(func.sum(columns[one]) for one in SUMS[table]),
    ).where(
        columns.company_id == company_id, columns.generation == zone.generation, columns.period.in_(parts)
    )
    names = [*fixed, *KEYS[table], *SUMS[table]]
    statement = table_of(table).insert().from_select(names, query.group_by(*keys), include_defaults=False)
    session.connection().execute(statement)
