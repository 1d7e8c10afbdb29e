"""Sales numbers: from tallies where those answer, else from meetings and deals."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from dialer import people
from dialer.models import SalesCalendar
from dialer.people import Principal
from dialer.sales.calendars import find_calendar, zone_in_force
from dialer.sales.groups import Cash, CashBy, SalesGroup, named, total_of
from dialer.sales.reading import Slice, read_tallies, slice_of
from dialer.sales.scope import SalesBy, SalesScope
from dialer.sales.tables import read_tables
from dialer.sales.waiting import freshness, teams_are_counted

__all__ = ["Cash", "CashBy", "SalesBy", "SalesGroup", "SalesReport", "SalesScope", "sales_report"]


@dataclass(slots=True)
class SalesReport:
    """Groups that add up to the totals. ``as_of``, ``waiting``: how fresh they are; ``rebuilding``: 0 to 1."""

    groups: list[SalesGroup]
    totals: SalesGroup
    time_zone: str
    currency: str
    as_of: datetime
    waiting: int = 0
    rebuilding: float | None = None


def sales_report(session: Session, by: Principal, scope: SalesScope, *, now: datetime) -> SalesReport:
    """Count meetings and sum up deals by ``scope.group_by`` as far as this person may see."""
    company, calendar = people.company_of(session, by.company_id), find_calendar(session)
    zone = zone_in_force(calendar)
    time_zone, as_of, waiting = zone.time_zone if zone else company.time_zone, now, 0
    asked = _slice(session, by, scope, calendar)
    if calendar is not None and zone is not None and asked is not None:
        groups = read_tallies(session, zone, scope, asked)
        as_of, waiting = freshness(session, calendar, zone, now=now)
    else:
        groups = read_tables(session, by, scope, time_zone, now=now)
    lines, progress = named(session, groups, scope.group_by), zone.progress if zone else None
    return SalesReport(lines, total_of(lines), time_zone, company.currency, as_of, waiting, progress)


def _slice(
    session: Session, by: Principal, scope: SalesScope, calendar: SalesCalendar | None
) -> Slice | None:
    """The tallies that answer; None when meetings and deals have to."""
    found = slice_of(by, scope)
    if found is None or calendar is None:
        return None
    is_right = found.team_id is None or teams_are_counted(session, calendar)
    return found if is_right else None
