"""Counting sales again from meetings and deals, and saying what was not as it should have been."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.analytics.calendars import Zone
from dialer.analytics.rebuild import Rows, columns_compared, differences
from dialer.models import DealTally, MeetingTally
from dialer.sales.calendars import lock_calendar, zone_in_force
from dialer.sales.generations import first_and_last
from dialer.sales.tallies import SUMS, TABLES, count_day, periods_of, sum_month
from policies.vocabulary import SalesSplit


@dataclass(slots=True)
class RebuiltSales:
    """How many meetings and deals there are, how many rows were wrong, and some of them."""

    meetings: int = 0
    deals: int = 0
    differing: int = 0
    examples: list[str] = field(default_factory=list)


def sales_days_to_count(session: Session, since: date) -> tuple[date, date] | None:
    """The first and the last day with sales, not before ``since``; None while a worker has yet to count them first."""
    zone = zone_in_force(lock_calendar(session))
    if zone is None:
        return None
    facts = first_and_last(session, zone.time_zone) or ()
    days = {*facts, *_tallied(session, zone)}
    return (max(since, min(days)), max(days)) if days else None


def rebuild_sales_day(session: Session, day: date) -> RebuiltSales:
    """Count a day of the session's company again."""
    calendar = lock_calendar(session)
    zone = zone_in_force(calendar)
    if calendar is None or zone is None:
        return RebuiltSales()
    names = [day.isoformat()]
    before = _rows(session, zone, names)
    count_day(session, zone, day, now=calendar.counted_at)
    found = RebuiltSales(*_sizes(session, zone, names))
    found.differing, found.examples = differences(before, _rows(session, zone, names))
    return found


def rebuild_sales_month(session: Session, month: date) -> RebuiltSales:
    """Sum a month of the session's company up again, and its quarter and year."""
    calendar = lock_calendar(session)
    zone = zone_in_force(calendar)
    if calendar is None or zone is None:
        return RebuiltSales()
    names = periods_of(month)
    before = _rows(session, zone, names)
    sum_month(session, zone, month)
    nudges.refetch(session, "sales", company_id=calendar.company_id)
    return RebuiltSales(0, 0, *differences(before, _rows(session, zone, names)))


def _rows(session: Session, zone: Zone, names: list[str]) -> dict[Any, Rows]:
    found: dict[Any, Rows] = {}
    for table in TABLES:
        columns = [getattr(table, name) for name in columns_compared(table)]
        query = select(*columns).where(table.generation == zone.generation, table.period.in_(names))
        found[table] = Counter(tuple(row) for row in session.execute(query))
    return found


def _sizes(session: Session, zone: Zone, names: list[str]) -> tuple[int, int]:
    parts = sum((getattr(MeetingTally, name) for name in SUMS[MeetingTally]), start=literal(0))
    sizes = []
    for table, size in ((MeetingTally, parts), (DealTally, DealTally.deals)):
        query = select(func.sum(size)).where(table.generation == zone.generation, table.period.in_(names))
        of_company = query.where(table.split == SalesSplit.ALL, table.team_id.is_(None))
        sizes.append(int(session.scalar(of_company) or 0))
    return sizes[0], sizes[1]


def _tallied(session: Session, zone: Zone) -> set[date]:
    days: set[date] = set()
    for table in TABLES:
        of_days = (table.generation == zone.generation, func.length(table.period) == 10)
        ends = session.execute(select(func.min(table.period), func.max(table.period)).where(*of_days)).one()
        days |= {date.fromisoformat(name) for name in ends if name}
    return days
