"""Counting everything again from the calls, and saying what differed: ``dialer recount``."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.analytics.calendars import Zone, lock_calendar, month_of, next_month, zones_counted
from dialer.analytics.periods import Period, periods_ending_in
from dialer.analytics.tallies import DAY_TABLES, PERIOD_TABLES, count_day, sum_period
from dialer.analytics.tally_statements import rows_of
from dialer.clock import DAY, day_start
from dialer.models import Call, DayTally
from dialer.models.base import table_of

EXAMPLES = 20  # differences that are kept to be shown
NOT_COMPARED = ("id", "company_id", "generation")
Rows = Counter[tuple[Any, ...]]


@dataclass(slots=True)
class Rebuilt:
    """What counting again found: how many calls, how many rows that were not there or should not have been, and some."""

    calls: int = 0
    differing: int = 0
    examples: list[str] = field(default_factory=list)


def days_to_count(session: Session, since: date, *, now: datetime) -> tuple[date, date]:
    """The first and the last day on which the session's company has anything to count, not before ``since``."""
    calendar = lock_calendar(session)
    assert calendar is not None  # we waited for it
    zone = zones_counted(calendar)[0]
    first_call, last_call = session.execute(
        select(func.min(Call.created_at), func.max(Call.created_at))
    ).one()
    first_tally, last_tally = session.execute(
        select(func.min(DayTally.day), func.max(DayTally.day)).where(DayTally.generation == zone.generation)
    ).one()
    calls = [zone.day_of(at) for at in (first_call, last_call) if at]
    known = [*calls, *(day for day in (first_tally, last_tally) if day)] or [zone.day_of(now)]
    return max(since, min(known)), max(known)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day, both included."""
    while first <= last:
        yield first
        first += DAY


def rebuild_day(session: Session, day: date) -> Rebuilt:
    """Count a day of the session's company again, in every zone that is counted."""
    calendar = lock_calendar(session)
    assert calendar is not None  # we waited for it
    zone, *building = zones_counted(calendar)
    before = {table: _rows(session, table, zone.generation, day) for table in DAY_TABLES}
    if not before[DayTally] and not _has_calls(session, zone, day):
        return Rebuilt()
    count_day(session, zone, day)
    for other in building:
        if calendar.next_day and day < calendar.next_day:
            count_day(session, other, day)
    after = {table: _rows(session, table, zone.generation, day) for table in DAY_TABLES}
    counted = select(func.sum(DayTally.calls)).where(
        DayTally.generation == zone.generation, DayTally.day == day
    )
    return Rebuilt(session.scalar(counted) or 0, *differences(before, after))


def rebuild_month(session: Session, month: date) -> Rebuilt:
    """Sum up again what ends in a month, as far as the session's company has it. Later months are made of it."""
    calendar = lock_calendar(session)
    assert calendar is not None  # we waited for it
    zone = zones_counted(calendar)[0]
    periods = periods_ending_in(month, zone.summed_before)
    if not periods:
        return Rebuilt()
    before = {table: _sums(session, table, zone.generation, periods) for table in PERIOD_TABLES}
    for period in periods:
        sum_period(session, zone, period)
    after = {table: _sums(session, table, zone.generation, periods) for table in PERIOD_TABLES}
    nudges.refetch(session, "analytics", company_id=calendar.company_id)
    return Rebuilt(0, *differences(before, after))


def months_between(first: date, last: date) -> Iterator[date]:
    """The first day of every month that has one of these days."""
    month = month_of(first)
    while month <= last:
        yield month
        month = next_month(month)


def _has_calls(session: Session, zone: Zone, day: date) -> bool:
    begins, ends = (day_start(one, zone.time_zone) for one in (day, day + DAY))
    some = select(Call.id).where(Call.created_at >= begins, Call.created_at < ends).limit(1)
    return session.scalar(some) is not None


def _rows(session: Session, table: Any, generation: int, day: date) -> Rows:
    return _found(session, table, generation, {"first_day": day, "until_day": day + DAY})


def _sums(session: Session, table: Any, generation: int, periods: list[Period]) -> Rows:
    return _found(session, table, generation, {"periods": [one.name for one in periods]})


def _found(session: Session, table: Any, generation: int, when: dict[str, Any]) -> Rows:
    names = columns_compared(table)
    values = {"of_company": session.info["company_id"], "of_generation": generation, **when}
    found = session.connection().execute(rows_of(table, names), values)
    hours = names.index("hours") if "hours" in names else None
    return Counter(_sorted_hours(tuple(row), hours) for row in found)


@lru_cache
def columns_compared(table: Any) -> tuple[str, ...]:
    """The columns of a tally in which it may differ."""
    return tuple(column.name for column in table_of(table).columns if column.name not in NOT_COMPARED)


def _sorted_hours(row: tuple[Any, ...], place: int | None) -> tuple[Any, ...]:
    """The hours of a row come in any order."""
    if place is None:
        return row
    return (*row[:place], ",".join(sorted(row[place].split(","))), *row[place + 1 :])


def differences(before: dict[Any, Rows], after: dict[Any, Rows]) -> tuple[int, list[str]]:
    """How many rows are not in both, and some of them in words."""
    count, found = 0, []
    for table, rows in before.items():
        if rows == after[table]:
            continue
        for sign, missing in (("-", rows - after[table]), ("+", after[table] - rows)):
            count += missing.total()
            some = islice(missing, EXAMPLES)
            found += [f"{sign} {table.__tablename__}: {_words(table, row)}" for row in some]
    return count, sorted(found, key=lambda line: (line[2:], line[0]))[:EXAMPLES]


def _words(table: Any, row: tuple[Any, ...]) -> str:
    names = columns_compared(table)
    said = ((name, value) for name, value in zip(names, row, strict=True) if value is not None)
    return " ".join(f"{name}={getattr(value, 'value', value)}" for name, value in said)


def last_day_of(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - DAY
