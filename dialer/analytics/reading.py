"""Reading sums from the coarsest tallies that know what is asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Label, Null, case, func, null, or_, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.analytics.hours import unpacked, unpacked_there
from dialer.analytics.meanings import Catalogue, Meaning, alike, conditions
from dialer.analytics.periods import cover
from dialer.analytics.scope import Scope, Share
from dialer.analytics.tallies import CARE, SUMS
from dialer.clock import DAY
from dialer.models import (
    CompanyDay,
    CompanyHour,
    CompanyHourPeriod,
    DayTally,
    FlowDay,
    FlowPeriod,
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
from dialer.models.base import table_of

OF_MEANING = ("outcome_id", "recorded_connect_status", "recorded_sentiment")
# Coarsest first. The last knows everything, hours only packed.
OF_DAYS: tuple[Any, ...] = (
    CompanyDay, CompanyHour, FlowDay, TeamDay, TeamHour, TeamLeadHours, RepDay, DayTally,
)  # fmt: skip
OF_PERIODS: tuple[Any, ...] = (
    CompanyHourPeriod, FlowPeriod, TeamPeriod, TeamHourPeriod, TeamLeadHoursPeriod, RepTotal, RepPeriod,
)  # fmt: skip

Column = str | Callable[[Any], ColumnElement[Any]]  # of a table: its name, or how to make it
Key = tuple[Any, ...]  # what the sums are split by, then OF_MEANING
Sums = dict[Key, list[int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A table and the days or periods that are read from it, to be added or taken away."""

    table: Any
    when: ColumnElement[bool]
    sign: int = 1


def read_sums(
    session: Session,
    zone: Zone,
    scope: Scope,
    shares: list[Share],
    catalogue: Catalogue,
    *,
    split: tuple[str, ...],
    care: bool = False,
    by_outcome: bool = True,
) -> Sums:
    """Sums by ``split`` and meaning over what the scope and the shares let through.

    The values are in the order of SUMS, with ``care`` followed by CARE. Not ``by_outcome``: outcomes that count the
    same come as one of them, and as defined now without what was recorded.
    """
    meaning = OF_MEANING if by_outcome else _alike(catalogue, scope.meaning)
    found: Sums = {}
    for share in shares:
        for reading in _readings(zone, scope, _names(scope, share, split), care=care):
            narrowed = _conditions(reading, zone, scope, share, catalogue)
            for key, values in _rows(session, reading.table, narrowed, [*split, *meaning], care=care):
                _add(found, key, values, reading.sign)
    return {key: values for key, values in found.items() if values[0]}


def _add(found: Sums, key: Key, values: list[int], sign: int) -> None:
    if known := found.get(key):
        known[:] = [a + sign * b for a, b in zip(known, values, strict=True)]
    else:
        found[key] = [sign * value for value in values]


def _names(scope: Scope, share: Share, split: tuple[str, ...]) -> set[str]:
    """The columns that the question needs."""
    asked = {
        "rep_id": (scope.rep_id, share.rep_id),
        "team_id": (scope.team_id, share.team_id, share.other_team_than),
        "flow_id": (scope.flow_id,),
    }
    names = {name for name, values in asked.items() if any(value is not None for value in values)}
    return names | set(split) | ({"in_flow"} if scope.only_flows else set())


def _readings(zone: Zone, scope: Scope, names: set[str], *, care: bool) -> Iterator[Reading]:
    """What running sums cover from those, the days around it from days."""
    days = next(table for table in OF_DAYS if _knows(table, names, care=care))
    table: Any = next((one for one in OF_PERIODS if _knows(one, names, care=care)), None)
    first, last = scope.first_day, scope.last_day
    covered = cover(first, _following(last), zone.summed_before)
    if covered is None or table is None or days is CompanyDay:
        yield Reading(days, days.day.between(first, last))
        return
    yield Reading(table, table.period.in_(covered.added))
    if covered.taken:
        yield Reading(table, table.period.in_(covered.taken), -1)
    if first < covered.first:
        yield Reading(days, days.day.between(first, covered.first - DAY))
    if covered.until <= last:
        yield Reading(days, days.day.between(covered.until, last))


def _following(day: date) -> date:
    return day + DAY if day < date.max else day


def _knows(table: Any, names: set[str], *, care: bool) -> bool:
    columns = set(table_of(table).columns.keys())
    if "flow_id" in columns:
        columns.add("in_flow")
    if table is DayTally:
        columns |= {"weekday", "hour", "lead_hour"}
    elif "hours" in columns:
        columns.add("lead_hour")
    return names <= columns and (not care or "wrap_ups" in columns)


def _conditions(
    reading: Reading, zone: Zone, scope: Scope, share: Share, catalogue: Catalogue
) -> list[ColumnElement[bool]]:
    table = reading.table
    found = [
        table.generation == zone.generation,
        reading.when,
        table.direction == scope.direction,
        *conditions(table, catalogue, scope.wanted),
    ]
    narrowed = (("rep_id", scope.rep_id), ("team_id", scope.team_id), ("flow_id", scope.flow_id),
                ("rep_id", share.rep_id), ("team_id", share.team_id))  # fmt: skip
    found += [getattr(table, name) == value for name, value in narrowed if value is not None]
    if share.other_team_than is not None:
        found.append(or_(table.team_id != share.other_team_than, table.team_id.is_(None)))
    if scope.only_flows:
        knows_flow = "flow_id" in table_of(table).columns
        found.append(table.flow_id.is_not(None) if knows_flow else table.in_flow)
    return found


def _alike(catalogue: Catalogue, meaning: Meaning) -> tuple[Column, ...]:
    others = {one: first for one, first in alike(catalogue, meaning).items() if one != first}

    def outcome(table: Any) -> ColumnElement[Any]:
        one: ColumnElement[Any] = table.outcome_id
        return (case(others, value=one, else_=one) if others else one).label("alike")

    if meaning is Meaning.RECORDED:
        return (outcome, *OF_MEANING[1:])
    return (outcome, _nothing, _nothing)


def _nothing(table: Any) -> ColumnElement[Any]:
    return null()


def _rows(
    session: Session, table: Any, narrowed: list[ColumnElement[bool]], split: list[Column], *, care: bool
) -> Iterator[tuple[Key, list[int]]]:
    if "lead_hour" in split:
        yield from _rows_there(session, table, narrowed, split)
        return
    if table is DayTally and "hour" in split:
        yield from _unpacked_rows(session, narrowed, split)
        return
    key = [_column(table, one) for one in split]
    sums = [func.sum(getattr(table, name)) for name in (*SUMS, *(CARE if care else ()))]
    width = len(key)
    # What is computed is grouped by its name: written out again, its values would be other parameters.
    groups = ["alike" if isinstance(one, Label) else one for one in key if not isinstance(one, Null)]
    for row in session.execute(select(*key, *sums).where(*narrowed).group_by(*groups)):
        yield tuple(row[:width]), [int(value) for value in row[width:]]


def _column(table: Any, one: Column) -> Any:
    return getattr(table, one) if isinstance(one, str) else one(table)


def _unpacked_rows(
    session: Session, narrowed: list[ColumnElement[bool]], split: list[Column]
) -> Iterator[tuple[Key, list[int]]]:
    """Hours of one rep or one flow, which no table has apart."""
    meaning = [_column(DayTally, one) for one in split if one not in ("weekday", "hour")]
    for *key, hours, day in session.execute(select(*meaning, DayTally.hours, DayTally.day).where(*narrowed)):
        at = (day.isoweekday(),) if "weekday" in split else ()
        for hour, *sums in unpacked(hours):
            yield (*at, hour, *key), sums


def _rows_there(
    session: Session, table: Any, narrowed: list[ColumnElement[bool]], split: list[Column]
) -> Iterator[tuple[Key, list[int]]]:
    """Hours of the week on the leads' clocks, which no table has but packed. They come first in the key."""
    meaning = [_column(table, one) for one in split if one != "lead_hour"]
    for *key, hours in session.execute(select(*meaning, table.hours).where(*narrowed)):
        for there, sums in unpacked_there(hours):
            yield (there, *key), sums
