"""Sales numbers read from their tallies: a year from a row for each key, whatever the number of meetings."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from dialer.analytics.calendars import Zone
from dialer.clock import DAY
from dialer.models import DealTally, MeetingTally
from dialer.people import Principal
from dialer.sales.groups import Cash, Groups
from dialer.sales.parts import sees_everybody, team_seen
from dialer.sales.periods import cover
from dialer.sales.scope import BY_TIME, SalesBy, SalesScope
from policies.sales import Counts, Part
from policies.vocabulary import SalesSplit


class Slice(NamedTuple):
    """The tallies that answer a question: of one split, of all its keys or of one, of a team or of the company."""

    split: SalesSplit
    key: str | None = None
    team_id: int | None = None


def slice_of(by: Principal, scope: SalesScope) -> Slice | None:
    """Which tallies say exactly what is asked; None when they cannot.

    They are of the company and of its teams, and know no two things at once, save what happened when.
    """
    wanted = (
        (SalesSplit.CLOSER, scope.closer_id),
        (SalesSplit.SETTER, scope.setter_id),
        (SalesSplit.EVENT_TYPE, scope.event_type_id),
    )
    team_id = team_seen(by)
    narrowed = [Slice(split, str(row_id), team_id) for split, row_id in wanted if row_id is not None]
    if (team_id is None and not sees_everybody(by)) or len(narrowed) > 1:
        return None
    of_time = scope.group_by in BY_TIME
    if not narrowed:
        return Slice(SalesSplit.ALL if of_time else SalesSplit(scope.group_by.value), team_id=team_id)
    (only,) = narrowed
    return only if of_time or only.split.value == scope.group_by.value else None


def read_tallies(session: Session, zone: Zone, scope: SalesScope, asked: Slice) -> Groups:
    """What was counted of these days."""
    groups, names = Groups(), [*_periods(scope)]
    counts = _sums(MeetingTally, [*Part], zone, scope, asked)
    for key, *parts in session.execute(counts.where(MeetingTally.period.in_(names))):
        groups[_key(scope, key)].counts.add(Counts(*(int(one) for one in parts)))
    more = (DealTally.currency, DealTally.payment_type)
    cash = _sums(DealTally, ["deals", "value", "returned"], zone, scope, asked, *more)
    for key, currency, kind, *sums in session.execute(cash.where(DealTally.period.in_(names))):
        groups[_key(scope, key)].cash[currency, kind].add(Cash(*(int(one) for one in sums)))
    return groups


def _sums(
    table: Any, names: Sequence[str], zone: Zone, scope: SalesScope, asked: Slice, *more: Any
) -> Select[Any]:
    key = table.period if scope.group_by in BY_TIME else table.key
    query = select(key, *more, *(func.sum(getattr(table, name)) for name in names))
    query = query.where(table.generation == zone.generation, table.split == asked.split)
    query = query.where(table.team_id.is_not_distinct_from(asked.team_id))
    query = query if asked.key is None else query.where(table.key == asked.key)
    return query.group_by(key, *more)


def _key(scope: SalesScope, key: str) -> str:
    return key[:7] if scope.group_by is SalesBy.MONTH else key


def _periods(scope: SalesScope) -> Iterator[str]:
    """The fewest periods that are these days, none longer than what is asked to be told apart."""
    first, until = scope.first_day, scope.last_day + DAY
    if scope.group_by is SalesBy.DAY:
        yield from _days(first, until)
        return
    whole = cover(first, until)
    if scope.group_by is SalesBy.MONTH:
        yield from (name for period in whole for name in period.names_of_months)
    else:
        yield from (period.name for period in whole)
    begins, ends = (whole[0].first, whole[-1].until) if whole else (until, until)
    yield from _days(first, begins)
    yield from _days(ends, until)


def _days(first: date, until: date) -> Iterator[str]:
    while first < until:
        yield first.isoformat()
        first += DAY
