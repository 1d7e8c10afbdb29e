"""Summing up months that are over, and with them quarters and years, so that years are read from few rows."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone, lock_calendar, month_of, next_month, zones_counted
from dialer.analytics.tallies import sum_month
from dialer.models import Calendar, DayTally


def companies_behind(session: Session, *, now: datetime) -> list[int]:
    """Companies where a month ended since months were last summed, of a session that looks everywhere."""
    this_month = month_of(now.date())
    return list(session.scalars(select(Calendar.company_id).where(Calendar.months_before < this_month)))


def sum_next_month(session: Session, *, now: datetime) -> bool:
    """Sum the first month of the session's company that is over and has no sums. False when there is none.

    Months without a call are not passed over: a quarter or a year may be over with one.
    """
    calendar = lock_calendar(session, wait=False)
    if calendar is None:
        return False
    zone = zones_counted(calendar)[0]
    over = month_of(zone.day_of(now))
    month = (
        _first_month(session, zone, over) if calendar.months_before == date.min else calendar.months_before
    )
    if month >= over:
        calendar.months_before = max(calendar.months_before, over)
        return False
    sum_month(session, zone, month)
    calendar.months_before = next_month(month)
    return True


def _first_month(session: Session, zone: Zone, otherwise: date) -> date:
    first = session.scalar(select(func.min(DayTally.day)).where(DayTally.generation == zone.generation))
    return month_of(first) if first else otherwise
