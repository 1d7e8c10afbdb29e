"""Summing up periods that are over, so that years are read from few rows."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone, lock_calendar, month_of, zones_counted
from dialer.analytics.periods import Period, begin_of_step, next_step
from dialer.analytics.tallies import sum_period
from dialer.models import Calendar, DayTally


def companies_behind(session: Session, *, now: datetime) -> list[int]:
    """Companies where a period ended since they were last summed, of a session that looks everywhere."""
    step = begin_of_step(now.date())
    return list(session.scalars(select(Calendar.company_id).where(Calendar.summed_before < step)))


def sum_next_period(session: Session, *, now: datetime) -> bool:
    """Sum the first period of the session's company that is over and has no sums. False when there is none.

    Periods without a call are not passed over: those that end later in the year are made of them.
    """
    calendar = lock_calendar(session, wait=False)
    if calendar is None:
        return False
    zone = zones_counted(calendar)[0]
    over = begin_of_step(zone.day_of(now))
    if calendar.summed_before == date.min:
        calendar.summed_before = min(_first_month(session, zone, over), over)
    until = next_step(calendar.summed_before)
    if until > over:
        return False
    sum_period(session, zone, Period(until))
    calendar.summed_before = until
    return True


def _first_month(session: Session, zone: Zone, otherwise: date) -> date:
    first = session.scalar(select(func.min(DayTally.day)).where(DayTally.generation == zone.generation))
    return month_of(first) if first else otherwise
