"""The statements that count days and sum them up, made once: making them anew costs more than running them.

They run inside the database, so no row leaves it. The ORM's fence does not see an INSERT … SELECT: each statement
names the company.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Subquery,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.dml import Delete, Insert

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
from dialer.analytics.hours import packed
from dialer.analytics.instants import epoch_seconds
from dialer.models import (
    Call,
    CompanyDay,
    CompanyHour,
    CompanyHourPeriod,
    DayTally,
    FlowDay,
    FlowPeriod,
    PrefillTally,
    RepDay,
    RepPeriod,
    RepTotal,
    TeamDay,
    TeamHour,
    TeamHourPeriod,
    TeamLeadHours,
    TeamLeadHoursPeriod,
    TeamPeriod,
)
from dialer.models.base import Id, UtcDateTime, table_of

MEANING = ("direction", "outcome_id", "recorded_connect_status", "recorded_sentiment")
SUMS = ("calls", "talk_seconds", "chosen_by_person", "prefilled")
CARE = ("brief_calls", "long_calls", "hasty_outcomes", "wrap_ups", "wrap_up_seconds")
REP_DAY = ("rep_id", "team_id", "flow_id", "flow_step_id", *MEANING)
PREFILL = ("rep_id", "team_id", "flow_id", "direction", "result", "prefilled_id", "outcome_id")
KEYS: dict[Any, tuple[str, ...]] = {
    RepDay: ("rep_id", "day", "team_id", *MEANING),
    TeamDay: ("team_id", "day", "flow_id", "flow_step_id", *MEANING),
    FlowDay: ("team_id", "day", "flow_id", *MEANING),
    CompanyDay: ("day", *MEANING),
    CompanyHour: ("day", "weekday", "hour", "in_flow", *MEANING),
    RepTotal: ("rep_id", "team_id", *MEANING),
    RepPeriod: ("rep_id", "team_id", "flow_id", *MEANING),
    FlowPeriod: ("team_id", "flow_id", *MEANING),
    TeamPeriod: ("team_id", "flow_id", "flow_step_id", *MEANING),
    TeamHourPeriod: ("team_id", "weekday", "hour", "in_flow", *MEANING),
    CompanyHourPeriod: ("weekday", "hour", "in_flow", *MEANING),
}
SOURCES: dict[Any, Any] = {  # of a period: what its days are summed from
    RepDay: DayTally, TeamDay: DayTally, FlowDay: TeamDay, CompanyDay: FlowDay, CompanyHour: TeamHour,
    RepTotal: RepDay, RepPeriod: DayTally, TeamPeriod: TeamDay, FlowPeriod: FlowDay,
    TeamHourPeriod: TeamHour, CompanyHourPeriod: CompanyHour,
}  # fmt: skip
DAY_TABLES: tuple[Any, ...] = (
    DayTally, RepDay, PrefillTally, TeamDay, FlowDay, TeamHour, TeamLeadHours, CompanyDay, CompanyHour,
)  # fmt: skip
PERIOD_TABLES: tuple[Any, ...] = (
    RepTotal, RepPeriod, TeamPeriod, FlowPeriod, TeamHourPeriod, TeamLeadHoursPeriod, CompanyHourPeriod,
)  # fmt: skip
OF_LEAD_HOURS = ("team_id", *MEANING, "in_flow")

# Parameters; none has a column's own name. Days are [first, until).
OF_COMPANY: ColumnElement[int] = bindparam("of_company", type_=Id)
OF_GENERATION: ColumnElement[int] = bindparam("of_generation", type_=Integer())
OF_DAY: ColumnElement[Any] = bindparam("of_day", type_=Date())
OF_PERIOD: ColumnElement[Any] = bindparam("of_period", type_=String())
FIRST: ColumnElement[Any] = bindparam("first_day", type_=Date())
UNTIL: ColumnElement[Any] = bindparam("until_day", type_=Date())
BEGINS: ColumnElement[Any] = bindparam("begins", type_=UtcDateTime())
ENDS: ColumnElement[Any] = bindparam("ends", type_=UtcDateTime())
SWITCHES: ColumnElement[Any] = bindparam("switches", type_=UtcDateTime())  # the clocks, if they do that day
OFFSET: ColumnElement[int] = bindparam("offset_before", type_=Integer())
OFFSET_AFTER: ColumnElement[int] = bindparam("offset_after", type_=Integer())


@lru_cache
def count_reps(all_reps: bool) -> Insert:
    """A day of the reps' calls into day tallies."""
    calls = _calls(all_reps)
    key = [calls.c[name] for name in REP_DAY]
    sums = [func.sum(calls.c[name]).label(name) for name in (*SUMS[1:], *CARE)]
    clocks = (calls.c.hour, calls.c.lead_hour)
    by_hour = select(*key, *clocks, func.count().label("calls"), *sums)
    hours = by_hour.group_by(*key, *clocks).subquery()
    query = select(
        *_fixed("day"),
        *(hours.c[name] for name in REP_DAY),
        *(func.sum(hours.c[name]).label(name) for name in (*SUMS, *CARE)),
        packed((hours.c.hour, *(hours.c[name] for name in SUMS)), hours.c.lead_hour).label("hours"),
    )
    return _insert(DayTally, query.group_by(*(hours.c[name] for name in REP_DAY)))


@lru_cache
def count_prefills(all_reps: bool) -> Insert:
    """A day of the reps' pre-filled calls."""
    calls = _calls(all_reps)
    key = [calls.c[name] for name in PREFILL]
    sums = (func.count().label("calls"), func.sum(calls.c.prefilled).label("untouched"))
    query = select(*_fixed("day"), *key, *sums).where(calls.c.prefilled_id.is_not(None))
    return _insert(PrefillTally, query.group_by(*key))


@lru_cache
def sum_up(table: Any, whose: str | None = None, with_none: bool = False) -> Insert:
    """A day or a period from a finer table, of the ``ids`` in column ``whose`` or of all.

    A period goes on from ``periods`` that are summed.
    """
    names = (*KEYS[table], *(("in_flow",) if table is CompanyDay else ()))
    sums = (*SUMS, *CARE) if table in (RepDay, RepTotal, RepPeriod) else SUMS
    parts = [
        select(*(_column(source, name).label(name) for name in (*names, *sums))).where(
            *_within(source), *([_one_of(getattr(source, whose), with_none)] if whose is not None else ())
        )
        for source in ((SOURCES[table], table) if table in PERIOD_TABLES else (SOURCES[table],))
    ]
    rows = (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()
    fixed = [*_fixed(), OF_PERIOD.label("period")] if table in PERIOD_TABLES else _fixed()
    key = [rows.c[name] for name in names]
    query = select(*fixed, *key, *(func.sum(rows.c[name]).label(name) for name in sums))
    return _insert(table, query.group_by(*key))


@lru_cache
def forget(table: Any, whose: str | None = None, with_none: bool = False) -> Delete:
    """Delete days or periods."""
    statement = delete(table_of(table)).where(*_within(table))
    return statement if whose is None else statement.where(_one_of(getattr(table, whose), with_none))


@lru_cache
def rows_of(table: Any, names: tuple[str, ...]) -> Select[Any]:
    """These columns of days or periods, as they stand."""
    columns = table_of(table).c
    return select(*(columns[name] for name in names)).where(*_within(table))


@lru_cache
def teams_of(all_reps: bool) -> Select[Any]:
    """The teams that have tallies on a day."""
    query = select(table_of(RepDay).c.team_id).distinct().where(*_within(RepDay))
    return query if all_reps else query.where(_one_of(RepDay.rep_id, False))


@lru_cache
def team_rows(with_none: bool) -> Select[Any]:
    """The day tallies of teams, with their packed hours."""
    table = table_of(DayTally)
    columns = [table.c[name] for name in ("team_id", *MEANING, "flow_id", "hours")]
    return select(*columns).where(*_within(DayTally), _one_of(table.c.team_id, with_none))


@lru_cache
def lead_hours(source: Any, with_none: bool | None) -> Select[Any]:
    """The packed hours of days or periods. ``with_none``: of some teams, else of all."""
    columns = table_of(source).c
    in_flow = columns.flow_id.is_not(None).label("in_flow") if source is DayTally else columns.in_flow
    key = [*(columns[name] for name in OF_LEAD_HOURS[:-1]), in_flow]
    found = select(*key, columns.hours).where(*_within(source))
    return found if with_none is None else found.where(_one_of(columns.team_id, with_none))


@lru_cache
def _calls(all_reps: bool) -> Subquery:
    """A row for each call of a day that counts, with what it adds."""
    seconds = epoch_seconds(Call.created_at) + case((Call.created_at < SWITCHES, OFFSET), else_=OFFSET_AFTER)
    query = select(
        *(getattr(Call, name) for name in REP_DAY),
        Call.result,
        Call.prefilled_id,
        Call.lead_hour,
        (seconds // 3600 % 24).label("hour"),
        TALK.label("talk_seconds"),
        one_if(BY_PERSON).label("chosen_by_person"),
        one_if(BY_LINE).label("prefilled"),
        one_if(IS_BRIEF).label("brief_calls"),
        one_if(IS_LONG).label("long_calls"),
        one_if(IS_HASTY).label("hasty_outcomes"),
        one_if(HAS_WRAP_UP).label("wrap_ups"),
        wrap_up_seconds().label("wrap_up_seconds"),
    ).where(Call.company_id == OF_COMPANY, Call.created_at >= BEGINS, Call.created_at < ENDS, *COUNTED)
    return (query if all_reps else query.where(_one_of(Call.rep_id, False))).subquery()


def _column(table: Any, name: str) -> ColumnElement[Any]:
    if name == "in_flow" and name not in table_of(table).columns:
        flow: ColumnElement[Any] = table.flow_id.is_not(None)
        return flow
    column: ColumnElement[Any] = getattr(table, name)
    return column


def _within(table: Any) -> list[ColumnElement[bool]]:
    """The company, the generation, and the days or periods that are meant."""
    columns = table_of(table).c
    found = [columns.company_id == OF_COMPANY, columns.generation == OF_GENERATION]
    if table in PERIOD_TABLES:
        return [*found, columns.period.in_(bindparam("periods", expanding=True))]
    return [*found, columns.day >= FIRST, columns.day < UNTIL]


def _fixed(*days: str) -> list[ColumnElement[Any]]:
    """What all rows of a statement share."""
    return [
        OF_COMPANY.label("company_id"),
        OF_GENERATION.label("generation"),
        *(OF_DAY.label(name) for name in days),
    ]


def _one_of(column: Any, with_none: bool) -> ColumnElement[bool]:
    """Like IN, for ids that may be none."""
    known: ColumnElement[bool] = column.in_(bindparam("ids", expanding=True))
    return or_(known, column.is_(None)) if with_none else known


def _insert(table: Any, query: Select[Any]) -> Insert:
    names = [column.name for column in query.selected_columns]
    return table_of(table).insert().from_select(names, query, include_defaults=False)
