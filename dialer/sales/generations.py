"""Everything counted for the first time, or by a new time zone: beside what is read, then in its place.

A crash costs the day at hand; days before ``SalesCalendar.next_day`` are kept right meanwhile.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.analytics.calendars import Zone, month_of
from dialer.clock import DAY, day_start, local_day_and_hour
from dialer.models import Company, Deal, Meeting, SalesCalendar
from dialer.sales import calendars
from dialer.sales.calendars import lock_calendar, zone_in_the_making
from dialer.sales.tallies import TABLES, count_day, sum_month

BUILD = "workers.sales.count_everything"
ROWS_AT_ONCE = 5_000


def change_zone(session: Session, time_zone: str, *, now: datetime) -> None:
    """Have the numbers go by another zone, once they are counted by it. Going back drops what was being made."""
    calendar = calendars.find_calendar(session, lock=True)
    if calendar is None:
        return  # nothing is counted; who counts first takes the zone that is set
    calendars.drop_next(calendar)
    if calendar.generation is not None and calendar.time_zone == time_zone:
        return
    _count_by(session, calendar, time_zone, now=now)


def start_over(session: Session, calendar: SalesCalendar, *, now: datetime) -> None:
    """Have everything counted anew, by the zone that is being counted by if there is one."""
    _count_by(session, calendar, calendar.next_time_zone or calendar.time_zone, now=now)


def companies_to_begin(session: Session) -> list[int]:
    """Those that have meetings or deals and no calendar, of a session that looks everywhere."""
    known = select(SalesCalendar.id).where(SalesCalendar.company_id == Company.id).exists()
    meetings = select(Meeting.id).where(Meeting.company_id == Company.id).exists()
    deals = select(Deal.id).where(Deal.company_id == Company.id).exists()
    return list(session.scalars(select(Company.id).where(~known, meetings | deals)))


def companies_building(session: Session) -> list[int]:
    """Those where a generation is in the making, of a session that looks everywhere."""
    making = SalesCalendar.next_generation.is_not(None)
    return list(session.scalars(select(SalesCalendar.company_id).where(making)))


def companies_counted(session: Session) -> list[int]:
    """Those that have a calendar, of a session that looks everywhere."""
    return list(session.scalars(select(SalesCalendar.company_id)))


def begin(session: Session, *, now: datetime) -> bool:
    """Make the company's calendar, so that everything there is will be counted. False when it has one."""
    company_id = session.info["company_id"]
    company = session.scalars(select(Company).where(Company.id == company_id).with_for_update()).one()
    if lock_calendar(session) is not None:
        return False
    calendar = calendars.make_calendar(session, company.time_zone, now=now)
    _count_by(session, calendar, company.time_zone, now=now)
    return True


def build_day(session: Session) -> bool:
    """Count the next day that has anything; after the last, swap. False: nothing to do."""
    calendar = lock_calendar(session)
    zone = zone_in_the_making(calendar) if calendar else None
    if calendar is None or zone is None or calendar.next_day is None:
        return False
    day = _next_day(session, zone, calendar.next_day, now=calendar.counted_at)
    if day is None:
        _swap(session, calendar)
        return True
    count_day(session, zone, day, now=calendar.counted_at)
    calendar.next_day = day + DAY
    following = _next_day(session, zone, calendar.next_day, now=calendar.counted_at)
    if following is None or month_of(following) != month_of(day):
        sum_month(session, zone, month_of(day))
    return True


def forget_some(session: Session) -> bool:
    """Delete some tallies of a generation that nobody reads any more. False when there are none."""
    calendar = lock_calendar(session)
    if calendar is None:
        return False
    read = [one for one in (calendar.generation, calendar.next_generation) if one is not None]
    for table in TABLES:
        old = select(table.id).where(table.generation.not_in(read)).limit(ROWS_AT_ONCE)
        ids = list(session.scalars(old))
        if ids:
            some = delete(table).where(table.id.between(min(ids), max(ids)), table.generation.not_in(read))
            session.execute(some.execution_options(synchronize_session=False))
            return True
    return False


def first_and_last(session: Session, time_zone: str) -> tuple[date, date] | None:
    """The first and the last day that have a meeting or a deal, whether it is counted or not."""
    meetings = session.execute(select(func.min(Meeting.starts_at), func.max(Meeting.starts_at))).one()
    days = {local_day_and_hour(at, time_zone)[0] for at in meetings if at}
    days |= {day for day in session.execute(select(func.min(Deal.day), func.max(Deal.day))).one() if day}
    return (min(days), max(days)) if days else None


def _count_by(session: Session, calendar: SalesCalendar, time_zone: str, *, now: datetime) -> None:
    first, last = _span(session, time_zone, now=now)
    calendars.begin_generation(calendar, time_zone, first, last)
    nudges.ask_for(session, BUILD)


def _span(session: Session, time_zone: str, *, now: datetime) -> tuple[date, date]:
    """What there is to count, by a zone."""
    today = local_day_and_hour(now, time_zone)[0]
    first, last = first_and_last(session, time_zone) or (today, today)
    return min(first, today), min(last, today)


def _next_day(session: Session, zone: Zone, day: date, *, now: datetime) -> date | None:
    """The first day from this one on that has anything to count."""
    begins = day_start(day, zone.time_zone)
    starts: tuple[ColumnElement[bool], ...] = (Meeting.starts_at >= begins, Meeting.starts_at <= now)
    meeting = session.scalar(select(func.min(Meeting.starts_at)).where(*starts))
    deal = session.scalar(select(func.min(Deal.day)).where(Deal.day >= day))
    found = [zone.day_of(meeting)] if meeting else []
    return min([*found, *([deal] if deal else [])], default=None)


def _swap(session: Session, calendar: SalesCalendar) -> None:
    assert calendar.next_time_zone is not None  # it is what was made
    calendar.generation, calendar.time_zone = calendar.next_generation, calendar.next_time_zone
    calendars.drop_next(calendar)
    nudges.refetch(session, "sales", "meetings", company_id=calendar.company_id)
