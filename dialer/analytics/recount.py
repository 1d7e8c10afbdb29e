"""Recount, never increment: marked days are counted afresh from their calls (row P9)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.analytics.calendars import Zone, lock_calendar, zones_counted
from dialer.analytics.periods import begin_of_step, periods_with
from dialer.analytics.tallies import Ids, count_day, sum_period
from dialer.clock import DAY, day_start
from dialer.models import Calendar, StaleDay

MARKS_AT_ONCE = 20_000
REP_DAYS_AT_ONCE = 50  # a transaction that ends soon lets others write
IDS_IN_A_STATEMENT = 500
Days = dict[date, set[int]]  # a day and the reps whose calls changed


class Mark(NamedTuple):
    """A mark as it was read."""

    id: int
    rep_id: int
    called_at: datetime


def companies_waiting(session: Session) -> list[int]:
    """The companies that have marks, of a session that looks everywhere."""
    return sorted(session.scalars(select(StaleDay.company_id).distinct()))


def recount_some(session: Session) -> bool:
    """Count marked days of the session's company, and take exactly the marks away that were read before counting.

    A mark set meanwhile survives, as each statement sees what was committed when it began; doing this twice is
    harmless. False when nothing waits, or another worker is at it and will go on until nothing does.
    """
    calendar = lock_calendar(session, wait=False)
    marks = _read_marks(session) if calendar else []
    if calendar is None or not marks:
        return False
    zone = zones_counted(calendar)[0]
    chosen: dict[tuple[date, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        rep_day = (zone.day_of(mark.called_at), mark.rep_id)
        if rep_day in chosen or len(chosen) < REP_DAYS_AT_ONCE:
            chosen[rep_day].append(mark)
    _count_and_forget(session, calendar, [mark for one in chosen.values() for mark in one])
    return True


def recount_day(session: Session, rep_id: int, day: date, *, now: datetime) -> None:
    """Count one rep's day, and take the marks away that are there before counting."""
    calendar = lock_calendar(session)
    assert calendar is not None  # we waited for it
    zone = zones_counted(calendar)[0]
    begins, ends = (day_start(each, zone.time_zone) for each in (day, day + DAY))
    of_day = (StaleDay.rep_id == rep_id, StaleDay.called_at >= begins, StaleDay.called_at < ends)
    marks = _read_marks(session, *of_day)
    _count_and_forget(session, calendar, marks or [Mark(0, rep_id, begins)])


def _count_and_forget(session: Session, calendar: Calendar, marks: list[Mark]) -> None:
    _count(session, zones_counted(calendar)[0], marks)
    for zone in zones_counted(calendar)[1:]:
        counted = [mark for mark in marks if zone.day_of(mark.called_at) < (calendar.next_day or date.min)]
        _count(session, zone, counted)  # days that it has yet to reach will be counted then
    for ids in _chunks([mark.id for mark in marks]):
        session.execute(delete(StaleDay).where(StaleDay.id.in_(ids)))
    nudges.refetch(session, "analytics", company_id=calendar.company_id)


def _count(session: Session, zone: Zone, marks: list[Mark]) -> None:
    days: Days = defaultdict(set)
    for mark in marks:
        days[zone.day_of(mark.called_at)].add(mark.rep_id)
    reps: Days = defaultdict(set)
    teams: dict[date, Ids] = defaultdict(set)
    for day, rep_ids in sorted(days.items()):
        teams[begin_of_step(day)] |= count_day(session, zone, day, rep_ids)
        reps[begin_of_step(day)] |= rep_ids
    for step, rep_ids in reps.items():
        for period in periods_with(step, zone.summed_before):
            sum_period(session, zone, period, rep_ids=rep_ids, teams=teams[step])


def _read_marks(session: Session, *which: ColumnElement[bool]) -> list[Mark]:
    query = select(StaleDay.id, StaleDay.rep_id, StaleDay.called_at).where(*which).order_by(StaleDay.id)
    return [Mark(*row) for row in session.execute(query.limit(MARKS_AT_ONCE))]


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    waiting = iter(ids)
    while chunk := list(islice(waiting, IDS_IN_A_STATEMENT)):
        yield chunk
