"""Counting days from the calls, and everything coarser from the days (row P9).

Whoever calls this holds the company's calendar, so that nobody else sums up the same rows.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, delete, func, insert, literal, or_, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone, next_month
from dialer.analytics.facts import (
    BY_LINE,
    BY_PERSON,
    COUNTED,
    HAS_WRAP_UP,
    IS_BRIEF,
    IS_HASTY,
    IS_LONG,
    TALK,
    one_if,
    wrap_up_seconds,
)
from dialer.analytics.hours import packed, unpacked
from dialer.analytics.instants import local_hour
from dialer.clock import DAY, day_start
from dialer.models import (
    Call,
    CompanyDay,
    CompanyHour,
    DayTally,
    PrefillTally,
    RepMonth,
    TeamDay,
    TeamHour,
    TeamMonth,
)
from dialer.models.base import table_of

MEANING = ("direction", "outcome_id", "recorded_connect_status", "recorded_sentiment")
SUMS = ("calls", "talk_seconds", "chosen_by_person", "prefilled")
CARE = ("brief_calls", "long_calls", "hasty_outcomes", "wrap_ups", "wrap_up_seconds")
TEAM_DAY = ("team_id", "day", "flow_id", *MEANING)
COMPANY_DAY = ("day", *MEANING)
COMPANY_HOUR = ("day", "weekday", "hour", "in_flow", *MEANING)
REP_DAY = ("rep_id", "team_id", "flow_id", "flow_step_id", *MEANING)
REP_MONTH = ("rep_id", "team_id", "flow_id", *MEANING)
TEAM_MONTH = ("team_id", "flow_id", "flow_step_id", *MEANING)
DAY_TABLES: tuple[Any, ...] = (DayTally, PrefillTally, TeamDay, TeamHour, CompanyDay, CompanyHour)
MONTH_TABLES: tuple[Any, ...] = (RepMonth, TeamMonth)
Ids = set[int | None]


def count_day(session: Session, zone: Zone, day: date, rep_ids: Iterable[int] | None = None) -> Ids:
    """Count a day of these reps, or of all, afresh from the calls. Returns the teams whose numbers it touched."""
    mine = [DayTally.rep_id.in_(rep_ids)] if rep_ids is not None else []
    teams = _teams(session, zone, day, mine)
    for table in (DayTally, PrefillTally):
        here = [table.rep_id.in_(rep_ids)] if rep_ids is not None else []
        _forget(session, zone, table, table.day == day, *here)
    calls = _calls_of(session, zone, day, rep_ids)
    _insert(session, DayTally, _day_tallies(session, zone, day, calls))
    _insert(session, PrefillTally, _prefill_tallies(session, zone, day, calls))
    teams |= _teams(session, zone, day, mine)
    if teams:
        _sum_teams(session, zone, day, teams)
        _sum_company(session, zone, day)
    return teams


def sum_month(
    session: Session,
    zone: Zone,
    month: date,
    *,
    rep_ids: Iterable[int] | None = None,
    teams: Ids | None = None,
) -> None:
    """Sum the days of a month up, for these reps and teams, or for all."""
    in_month = (DayTally.day >= month, DayTally.day < next_month(month))
    here = [] if rep_ids is None else [RepMonth.rep_id.in_(rep_ids)]
    mine = [] if rep_ids is None else [DayTally.rep_id.in_(rep_ids)]
    _forget(session, zone, RepMonth, RepMonth.month == month, *here)
    _insert(session, RepMonth, _summed(session, zone, DayTally, REP_MONTH, (*SUMS, *CARE),
                                       *in_month, *mine, month=month))  # fmt: skip
    of_teams = [] if teams is None else [_one_of(TeamMonth.team_id, teams)]
    theirs = [] if teams is None else [_one_of(DayTally.team_id, teams)]
    _forget(session, zone, TeamMonth, TeamMonth.month == month, *of_teams)
    _insert(session, TeamMonth, _summed(session, zone, DayTally, TEAM_MONTH, SUMS,
                                        *in_month, *theirs, month=month))  # fmt: skip


def _calls_of(session: Session, zone: Zone, day: date, rep_ids: Iterable[int] | None) -> Subquery:
    """A row for each call of the day that counts, with what it adds."""
    ends = day_start(day + DAY, zone.time_zone)
    query = select(
        *(getattr(Call, name) for name in REP_DAY),
        Call.result,
        Call.prefilled_id,
        local_hour(Call.created_at, day, day, zone.time_zone).label("hour"),
        TALK.label("talk_seconds"),
        one_if(BY_PERSON).label("chosen_by_person"),
        one_if(BY_LINE).label("prefilled"),
        one_if(IS_BRIEF).label("brief_calls"),
        one_if(IS_LONG).label("long_calls"),
        one_if(IS_HASTY).label("hasty_outcomes"),
        one_if(HAS_WRAP_UP).label("wrap_ups"),
        wrap_up_seconds().label("wrap_up_seconds"),
    ).where(
        Call.company_id == session.info["company_id"],
        Call.created_at >= day_start(day, zone.time_zone),
        Call.created_at < ends,
        *COUNTED,
    )
    if rep_ids is not None:
        query = query.where(Call.rep_id.in_(rep_ids))
    return query.subquery()


def _day_tallies(session: Session, zone: Zone, day: date, calls: Subquery) -> Select[Any]:
    key = [calls.c[name] for name in REP_DAY]
    sums = [func.sum(calls.c[name]).label(name) for name in (*SUMS[1:], *CARE)]
    by_hour = select(*key, calls.c.hour, func.count().label("calls"), *sums)
    hours = by_hour.group_by(*key, calls.c.hour).subquery()
    return select(
        *_fixed(session, zone, day=day),
        *(hours.c[name] for name in REP_DAY),
        *(_total(hours.c[name]) for name in (*SUMS, *CARE)),
        packed((hours.c.hour, *(hours.c[name] for name in SUMS))).label("hours"),
    ).group_by(*(hours.c[name] for name in REP_DAY))


def _prefill_tallies(session: Session, zone: Zone, day: date, calls: Subquery) -> Select[Any]:
    names = ("rep_id", "team_id", "direction", "result", "prefilled_id", "outcome_id")
    key = [calls.c[name] for name in names]
    return (
        select(
            *_fixed(session, zone, day=day),
            *key,
            func.count().label("calls"),
            func.sum(calls.c.prefilled).label("untouched"),
        )
        .where(calls.c.prefilled_id.is_not(None))
        .group_by(*key)
    )


def _sum_teams(session: Session, zone: Zone, day: date, teams: Ids) -> None:
    """A team's day by flow, and its hours."""
    for table in (TeamDay, TeamHour):
        _forget(session, zone, table, table.day == day, _one_of(table.team_id, teams))
    theirs = (DayTally.day == day, _one_of(DayTally.team_id, teams))
    _insert(session, TeamDay, _summed(session, zone, DayTally, TEAM_DAY, SUMS, *theirs))
    names = ("team_id", *MEANING)
    columns = [getattr(DayTally, name) for name in (*names, "flow_id", "hours")]
    rows = session.execute(select(*columns).where(DayTally.generation == zone.generation, *theirs))
    summed: dict[tuple[Any, ...], Counter[str]] = {}
    for *key, flow_id, hours in rows:
        for hour, *sums in unpacked(hours):
            entry = summed.setdefault((*key, hour, flow_id is not None), Counter())
            entry.update(dict(zip(SUMS, sums, strict=True)))
    fixed = {"company_id": session.info["company_id"], "generation": zone.generation,
             "day": day, "weekday": day.isoweekday()}  # fmt: skip
    values = [
        {**fixed, **dict(zip((*names, "hour", "in_flow"), key, strict=True)), **{n: sums[n] for n in SUMS}}
        for key, sums in summed.items()
    ]
    if values:
        session.execute(insert(table_of(TeamHour)), values)


def _sum_company(session: Session, zone: Zone, day: date) -> None:
    for table in (CompanyDay, CompanyHour):
        _forget(session, zone, table, table.day == day)
    in_flow = TeamDay.flow_id.is_not(None).label("in_flow")
    _insert(session, CompanyDay, _summed(session, zone, TeamDay, COMPANY_DAY, SUMS, TeamDay.day == day,
                                         in_flow=in_flow))  # fmt: skip
    _insert(session, CompanyHour, _summed(session, zone, TeamHour, COMPANY_HOUR, SUMS, TeamHour.day == day))


def _summed(
    session: Session,
    zone: Zone,
    source: Any,
    key: tuple[str, ...],
    sums: tuple[str, ...],
    *conditions: Any,
    month: date | None = None,
    in_flow: Any = None,
) -> Select[Any]:
    """Rows of a finer table summed over what ``key`` leaves out."""
    columns = [getattr(source, name) for name in key]
    computed = [] if in_flow is None else [in_flow]
    fixed = _fixed(session, zone) if month is None else _fixed(session, zone, month=month)
    query = select(*fixed, *columns, *computed, *(_total(getattr(source, name)) for name in sums))
    of_company = (source.company_id == session.info["company_id"], source.generation == zone.generation)
    grouped = [*columns, *(one.element for one in computed)]
    return query.where(*of_company, *conditions).group_by(*grouped)


def _fixed(session: Session, zone: Zone, **days: date) -> list[ColumnElement[Any]]:
    """What all rows of a statement share."""
    values = {"company_id": session.info["company_id"], "generation": zone.generation, **days}
    return [literal(value).label(name) for name, value in values.items()]


def _total(column: Any) -> ColumnElement[int]:
    return func.sum(column).label(column.key)


def _insert(session: Session, model: Any, query: Select[Any]) -> None:
    """INSERT … SELECT: no row leaves the database. The ORM's fence does not see it; the query names the company."""
    names = [column.name for column in query.selected_columns]
    session.execute(table_of(model).insert().from_select(names, query, include_defaults=False))


def _forget(session: Session, zone: Zone, model: Any, *conditions: Any) -> None:
    statement = delete(model).where(model.generation == zone.generation, *conditions)
    session.execute(statement.execution_options(synchronize_session=False))


def _teams(session: Session, zone: Zone, day: date, conditions: list[Any]) -> Ids:
    here = (DayTally.generation == zone.generation, DayTally.day == day)
    return set(session.scalars(select(DayTally.team_id).where(*here, *conditions).distinct()))


def _one_of(column: Any, ids: Ids) -> ColumnElement[bool]:
    """Like IN, for ids that may be none."""
    return or_(
        column.in_([one for one in ids if one is not None]), *([column.is_(None)] if None in ids else [])
    )
