"""Sales numbers: from tallies where those answer, else from meetings and deals."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from dialer import people
from dialer.people import Principal
from dialer.sales.calendars import find_calendar, zone_in_force
from dialer.sales.groups import Cash, CashBy, SalesGroup, named, total_of
from dialer.sales.reading import read_tallies, slice_of
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
    company = people.company_of(session, by.company_id)
    calendar = find_calendar(session)
    zone, asked = zone_in_force(calendar), slice_of(by, scope)
    time_zone = zone.time_zone if zone else company.time_zone
    as_of, waiting = now, 0
    if asked is not None and asked.team_id is not None and calendar is not None:
        asked = asked if teams_are_counted(session, calendar) else None
    if calendar is not None and zone is not None and asked is not None:
        groups = read_tallies(session, zone, scope, asked)
        as_of, waiting = freshness(session, calendar, zone, now=now)
    else:
        groups = read_tables(session, by, scope, time_zone, now=now)
    ordered = named(session, groups, scope.group_by)
    return SalesReport(
        ordered,
        total_of(ordered),
        time_zone,
        company.currency,
        as_of,
        waiting,
        zone.progress if zone else None,
    )
