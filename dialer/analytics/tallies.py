"""Counting days from the calls, and everything coarser from the days (row P9).

Whoever calls this holds the company's calendar, so that nobody else sums up the same rows.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from dialer.analytics import tally_statements as statements
from dialer.analytics.calendars import Zone
from dialer.analytics.hours import summed_there, unpacked
from dialer.analytics.periods import Period
from dialer.analytics.tally_statements import (
    CARE,
    DAY_TABLES,
    MEANING,
    OF_LEAD_HOURS,
    PERIOD_TABLES,
    SUMS,
)
from dialer.clock import DAY, day_start, offsets
from dialer.models import (
    CompanyDay,
    CompanyHour,
    DayTally,
    FlowDay,
    PrefillTally,
    RepDay,
    TeamDay,
    TeamHour,
    TeamLeadHours,
    TeamLeadHoursPeriod,
)
from dialer.models.base import table_of

__all__ = ["CARE", "DAY_TABLES", "PERIOD_TABLES", "SUMS", "Ids", "count_day", "sum_period"]

Ids = set[int | None]
Values = dict[str, Any]


def count_day(session: Session, zone: Zone, day: date, rep_ids: Iterable[int] | None = None) -> Ids:
    """Count a day of these reps, or of all, afresh from the calls. Returns the teams whose numbers it touched."""
    connection, everybody = session.connection(), rep_ids is None
    values = _values(session, zone, day, day + DAY) | _clocks(zone, day) | {"of_day": day}
    values |= {} if rep_ids is None else {"ids": sorted(rep_ids)}
    whose = None if everybody else "rep_id"
    teams = _teams(connection, everybody, values)
    for table in (DayTally, RepDay, PrefillTally):
        connection.execute(statements.forget(table, whose), values)
    connection.execute(statements.count_reps(everybody), values)
    connection.execute(statements.sum_up(RepDay, whose), values)
    connection.execute(statements.count_prefills(everybody), values)
    teams |= _teams(connection, everybody, values)
    if teams:
        _sum_teams(connection, zone, day, teams, values)
        _sum_company(connection, values)
    return teams


def sum_period(
    session: Session,
    zone: Zone,
    period: Period,
    *,
    rep_ids: Iterable[int] | None = None,
    teams: Ids | None = None,
) -> None:
    """Sum a period up, of these reps and teams or of all, from the period before it and the days after that."""
    connection = session.connection()
    values = _values(session, zone, period.first, period.until) | {"of_period": period.name}
    for table in PERIOD_TABLES:
        whose = next((name for name in ("rep_id", "team_id") if hasattr(table, name)), None)
        ids: Iterable[int | None] | None = rep_ids if whose == "rep_id" else teams
        column, with_none = (None, False) if ids is None else (whose, None in ids)
        if column is not None:
            values["ids"] = [one for one in ids or () if one is not None]
        connection.execute(statements.forget(table, column, with_none), values | {"periods": [period.name]})
        made_of = values | {"periods": period.made_of}
        if table is TeamLeadHoursPeriod:
            some = with_none if column else None
            sources = (TeamLeadHours, TeamLeadHoursPeriod)
            _keep_lead_hours(connection, table, sources, some, made_of, period=period.name)
        else:
            connection.execute(statements.sum_up(table, column, with_none), made_of)


def _sum_teams(connection: Connection, zone: Zone, day: date, teams: Ids, values: Values) -> None:
    """A team's day by flow, and its hours."""
    theirs = values | {"ids": sorted(one for one in teams if one is not None)}
    for table in (TeamDay, FlowDay, TeamHour, TeamLeadHours):
        connection.execute(statements.forget(table, "team_id", None in teams), theirs)
    for table in (TeamDay, FlowDay):
        connection.execute(statements.sum_up(table, "team_id", None in teams), theirs)
    _keep_lead_hours(connection, TeamLeadHours, (DayTally,), None in teams, theirs, day=day)
    _sum_hours(connection, zone, day, None in teams, theirs)


def _sum_hours(connection: Connection, zone: Zone, day: date, with_none: bool, theirs: Values) -> None:
    summed: dict[tuple[Any, ...], list[int]] = {}
    for *key, flow_id, hours in connection.execute(statements.team_rows(with_none), theirs):
        for hour, *sums in unpacked(hours):
            place = (*key, hour, flow_id is not None)
            if known := summed.get(place):
                known[:] = [a + b for a, b in zip(known, sums, strict=True)]
            else:
                summed[place] = sums
    names = ("team_id", *MEANING, "hour", "in_flow", *SUMS)
    fixed = {"company_id": theirs["of_company"], "generation": zone.generation,
             "day": day, "weekday": day.isoweekday()}  # fmt: skip
    rows = [fixed | dict(zip(names, (*key, *sums), strict=True)) for key, sums in summed.items()]
    if rows:
        connection.execute(insert(table_of(TeamHour)), rows)


def _keep_lead_hours(
    connection: Connection,
    table: Any,
    sources: Iterable[Any],
    with_none: bool | None,
    values: Values,
    **when: Any,
) -> None:
    """Sum packed hours by the leads' clocks up. ``with_none``: of the teams in ``ids``, else of all."""
    texts: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for source in sources:
        for *key, hours in connection.execute(statements.lead_hours(source, with_none), values):
            texts[tuple(key)].append(hours)
    fixed = {"company_id": values["of_company"], "generation": values["of_generation"], **when}
    names = (*OF_LEAD_HOURS, "hours")
    rows = [fixed | dict(zip(names, (*key, summed_there(of)), strict=True)) for key, of in texts.items()]
    if rows:
        connection.execute(insert(table_of(table)), rows)


def _sum_company(connection: Connection, values: Values) -> None:
    for table in (CompanyDay, CompanyHour):
        connection.execute(statements.forget(table), values)
        connection.execute(statements.sum_up(table), values)


def _teams(connection: Connection, everybody: bool, values: Values) -> Ids:
    return set(connection.execute(statements.teams_of(everybody), values).scalars())


def _values(session: Session, zone: Zone, first: date, until: date) -> Values:
    return {
        "of_company": session.info["company_id"],
        "of_generation": zone.generation,
        "first_day": first,
        "until_day": until,
    }


def _clocks(zone: Zone, day: date) -> Values:
    """When the day begins and ends, and how far the clocks are from UTC. They switch at most once a day."""
    (_, offset), *later = offsets(day, day, zone.time_zone)
    ends = day_start(day + DAY, zone.time_zone)
    switches, after = later[0] if later else (ends, offset)
    return {
        "begins": day_start(day, zone.time_zone),
        "ends": ends,
        "switches": switches,
        "offset_before": offset,
        "offset_after": after,
    }
