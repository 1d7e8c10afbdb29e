"""A new time zone: another generation of tallies is made beside the one that is read, then takes its place.

Calls keep their instants. Days before ``Calendar.next_day`` are counted in both zones, whatever happens meanwhile;
a crash costs the day at hand.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.analytics.calendars import find_calendar, lock_calendar, month_of, next_month, zones_counted
from dialer.analytics.tallies import DAY_TABLES, PERIOD_TABLES, count_day
from dialer.clock import DAY, local_day_and_hour
from dialer.models import Calendar, Call

BUILD = "workers.analytics.build_next_generation"


def change_zone(session: Session, time_zone: str, *, now: datetime) -> None:
    """Have the company's numbers go by another zone, as soon as they are counted by it.

    Going back to the zone in force drops what was being made.
    """
    calendar = find_calendar(session)
    if calendar is None:
        return  # nothing is counted; who counts first takes the zone that is set
    _set_next(calendar, None, None, None)
    if calendar.time_zone == time_zone:
        return
    first = session.scalar(select(func.min(Call.created_at)))
    if first is None:
        calendar.time_zone = time_zone
        return
    _set_next(
        calendar, time_zone, local_day_and_hour(first, time_zone)[0], _last_day(session, time_zone, now)
    )
    calendar.newest_generation += 1
    calendar.next_generation = calendar.newest_generation
    nudges.ask_for(session, BUILD)


def companies_building(session: Session) -> list[int]:
    """The companies whose next generation is in the making, of a session that looks everywhere."""
    return list(session.scalars(select(Calendar.company_id).where(Calendar.next_generation.is_not(None))))


def companies_counted(session: Session) -> list[int]:
    """The companies that have numbers, of a session that looks everywhere."""
    return list(session.scalars(select(Calendar.company_id)))


def build_day(session: Session, *, now: datetime) -> bool:
    """Count the next day of the session's company by its next zone; after the last, swap. False: nothing to do."""
    calendar = lock_calendar(session)
    assert calendar is not None  # we waited for it
    if calendar.next_day is None or calendar.next_time_zone is None:
        return False
    zone = zones_counted(calendar)[1]
    calendar.next_last_day = _last_day(session, zone.time_zone, now)
    if calendar.next_day > calendar.next_last_day:
        _swap(session, calendar)
    else:
        count_day(session, zone, calendar.next_day)
        calendar.next_day += DAY
    return True


def forget_some(session: Session) -> bool:
    """Delete a month or a period of tallies of a generation that nobody reads any more. False when there are none."""
    calendar = lock_calendar(session)
    assert calendar is not None  # we waited for it
    read = [zone.generation for zone in zones_counted(calendar)]
    for table in (*DAY_TABLES, *PERIOD_TABLES):
        time: Any = table.period if table in PERIOD_TABLES else table.day
        first = session.scalar(select(func.min(time)).where(table.generation.not_in(read)))
        if first is not None:
            some = time == first if table in PERIOD_TABLES else time < next_month(month_of(first))
            old = delete(table).where(table.generation.not_in(read), some)
            session.execute(old.execution_options(synchronize_session=False))
            return True
    return False


def _swap(session: Session, calendar: Calendar) -> None:
    assert calendar.next_generation is not None  # it is what was made
    assert calendar.next_time_zone is not None
    calendar.generation, calendar.time_zone = calendar.next_generation, calendar.next_time_zone
    calendar.summed_before = date.min  # running sums follow
    _set_next(calendar, None, None, None)
    nudges.refetch(session, "analytics", "calls", "settings", company_id=calendar.company_id)


def _set_next(calendar: Calendar, time_zone: str | None, first: date | None, last: date | None) -> None:
    calendar.next_generation = None
    calendar.next_time_zone = time_zone
    calendar.next_first_day = calendar.next_day = first
    calendar.next_last_day = last


def _last_day(session: Session, time_zone: str, now: datetime) -> date:
    """Today, or the day of the newest call if its clock was ahead of ours."""
    newest = session.scalar(select(func.max(Call.created_at)))
    return local_day_and_hour(max(now, newest or now), time_zone)[0]
