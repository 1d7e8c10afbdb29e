"""Recount, never increment: days of sales with marks are counted afresh, and so are those whose meetings came due."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, insert, or_, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.analytics.calendars import Zone, month_of
from dialer.models import Meeting, SalesCalendar, StaleSale
from dialer.models.base import table_of
from dialer.sales.calendars import lock_calendar, zone_in_force, zone_in_the_making
from dialer.sales.generations import start_over
from dialer.sales.marks import NOWHERE
from dialer.sales.tallies import count_day, sum_month
from dialer.sales.waiting import Waiting, chunks, marks_waiting
from policies.vocabulary import MeetingKind

MARKS_AT_ONCE = 2_000
DAYS_AT_ONCE = 20  # a transaction that ends soon lets others write
LONGEST = timedelta(days=1)  # no meeting takes longer


def companies_waiting(session: Session, *, now: datetime) -> list[int]:
    """Those that have marks, or meetings that began or ended, of a session that looks everywhere."""
    marked = select(StaleSale.company_id).distinct()
    due = select(SalesCalendar.company_id).where(SalesCalendar.due_at <= now)
    return sorted({*session.scalars(marked), *session.scalars(due)})


def recount_some(session: Session, *, now: datetime) -> bool:
    """Count marked days of the session's company, and take exactly the marks away that were read before counting.

    A mark set meanwhile survives; doing this twice is harmless. False when nothing waits, when no calendar is there
    yet, or when another worker is at it and will go on until nothing does.
    """
    calendar = lock_calendar(session, wait=False)
    if calendar is None:
        return False
    is_due = calendar.due_at is not None and calendar.due_at <= now
    if not is_due and session.scalar(select(StaleSale.id).limit(1)) is None:
        return False
    _let_time_pass(session, calendar, now)
    chosen = _choose(calendar, marks_waiting(session, MARKS_AT_ONCE))
    count_days_of(session, calendar, chosen)
    if any(mark.is_everything for mark in chosen):
        start_over(session, calendar, now=now)
    for ids in chunks([mark.mark_id for mark in chosen]):
        session.execute(delete(StaleSale).where(StaleSale.id.in_(ids)))
    calendar.due_at = _next_due(session, calendar.counted_at)
    nudges.refetch(session, "sales", company_id=calendar.company_id)
    return True


def count_days_of(session: Session, calendar: SalesCalendar, marks: Iterable[Waiting]) -> None:
    """Count the days of these marks by every zone; one in the making will come to those it has not reached."""
    marks = [*marks]
    for zone in _zones(calendar):
        days = {day for mark in marks for day in mark.days(zone)}
        if zone.generation == calendar.next_generation:
            days = {day for day in days if day < (calendar.next_day or date.min)}
        for day in sorted(days):
            count_day(session, zone, day, now=calendar.counted_at)
        for month in sorted({month_of(day) for day in days}):
            sum_month(session, zone, month)


def _let_time_pass(session: Session, calendar: SalesCalendar, now: datetime) -> None:
    """Mark the days of meetings that began or ended since it was last looked, in the transaction that remembers it.

    Counting goes by this instant alone, whichever worker does it and whatever its clock says.
    """
    since = calendar.counted_at
    if now <= since:
        return
    ended = and_(Meeting.ends_at > since, Meeting.ends_at <= now)
    query = select(Meeting.starts_at).where(
        Meeting.kind == MeetingKind.STRATEGY,
        Meeting.starts_at > since - LONGEST,
        Meeting.starts_at <= now,
        or_(Meeting.starts_at > since, ended),
    )
    zones = _zones(calendar)
    passed = {tuple(zone.day_of(at) for zone in zones): at for at in session.scalars(query)}
    fixed = NOWHERE | {"company_id": calendar.company_id, "marked_at": now}
    if passed:
        marks = [fixed | {"starts_at": at} for at in passed.values()]
        session.connection().execute(insert(table_of(StaleSale)), marks)
    calendar.counted_at = now


def _next_due(session: Session, at: datetime) -> datetime | None:
    """When the next meeting begins or ends."""
    strategy = Meeting.kind == MeetingKind.STRATEGY
    begins = select(Meeting.starts_at).where(strategy, Meeting.starts_at > at).order_by(Meeting.starts_at)
    running = (strategy, Meeting.starts_at > at - LONGEST, Meeting.starts_at <= at, Meeting.ends_at > at)
    ends = select(Meeting.ends_at).where(*running).order_by(Meeting.ends_at)
    found = (session.scalar(query.limit(1)) for query in (begins, ends))
    return min((one for one in found if one is not None), default=None)


def _choose(calendar: SalesCalendar, marks: list[Waiting]) -> list[Waiting]:
    """The oldest marks, and those of the same days."""
    zones = _zones(calendar)
    days: set[tuple[int, date]] = set()
    chosen = []
    for mark in marks:
        of_mark = {(zone.generation, day) for zone in zones for day in mark.days(zone)}
        if len(days) < DAYS_AT_ONCE or of_mark <= days:
            days |= of_mark
            chosen.append(mark)
    return chosen


def _zones(calendar: SalesCalendar) -> list[Zone]:
    return [zone for zone in (zone_in_force(calendar), zone_in_the_making(calendar)) if zone]
