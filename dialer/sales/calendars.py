"""By which zone a company's meetings fall on days, and which generation of tallies says so."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.models import Company, SalesCalendar


def find_calendar(session: Session, *, lock: bool = False) -> SalesCalendar | None:
    """The company's calendar; None until a worker has seen its first meeting or deal."""
    query = select(SalesCalendar)
    return session.scalar(query.with_for_update() if lock else query)


def lock_calendar(session: Session, *, wait: bool = True) -> SalesCalendar | None:
    """The same, locked until the transaction ends, by whoever changes tallies; None, too, if another holds it."""
    query = select(SalesCalendar).with_for_update(skip_locked=not wait)
    return session.scalar(query.execution_options(populate_existing=True))


def make_calendar(session: Session, time_zone: str, *, now: datetime) -> SalesCalendar:
    """A calendar by which nothing is counted yet."""
    made = SalesCalendar(time_zone=time_zone, newest_generation=0, counted_at=now, due_at=now)
    session.add(made)
    return made


def begin_generation(calendar: SalesCalendar, time_zone: str, first: date, last: date) -> None:
    """Have everything counted by a zone, beside what is counted already."""
    calendar.newest_generation += 1
    calendar.next_generation, calendar.next_time_zone = calendar.newest_generation, time_zone
    calendar.next_first_day = calendar.next_day = first
    calendar.next_last_day = last


def drop_next(calendar: SalesCalendar) -> None:
    """Nothing is in the making any more."""
    calendar.next_generation = calendar.next_time_zone = None
    calendar.next_first_day = calendar.next_day = calendar.next_last_day = None


def zone_in_force(calendar: SalesCalendar | None) -> Zone | None:
    """The zone and the generation that are read; None while not everything is counted."""
    if calendar is None or calendar.generation is None:
        return None
    return Zone(calendar.time_zone, calendar.generation, progress=_progress(calendar))


def zone_in_the_making(calendar: SalesCalendar) -> Zone | None:
    """Those that are being counted beside it."""
    if calendar.next_generation is None or calendar.next_time_zone is None:
        return None
    return Zone(calendar.next_time_zone, calendar.next_generation)


def time_zone_of_sales(session: Session, company: Company) -> str:
    """The zone of the days of numbers, and of the lists behind them: a new one once everything is counted by it."""
    zone = zone_in_force(find_calendar(session))
    return zone.time_zone if zone else company.time_zone


def _progress(calendar: SalesCalendar) -> float | None:
    if calendar.next_time_zone == calendar.time_zone:
        return None  # people changed teams: nothing else will be said of the company
    first, at, last = calendar.next_first_day, calendar.next_day, calendar.next_last_day
    if first is None or at is None or last is None:
        return None
    return min(1.0, (at - first).days / max(1, (last - first).days + 1))
