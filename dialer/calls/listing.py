"""Lists of calls: the same filters find what a number counts, what a person looks for, and what leaves as CSV."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from dialer.analytics.calendars import Zone, zone_of
from dialer.analytics.facts import BY_LINE, BY_PERSON, COUNTED, HAS_WRAP_UP, IS_BRIEF, IS_HASTY, IS_LONG
from dialer.analytics.instants import local_hour, local_weekday
from dialer.analytics.meanings import Meaning, Wanted, alarm_condition, conditions, read_catalogue
from dialer.analytics.scope import Clock
from dialer.calls.queries import visible
from dialer.clock import DAY, day_start
from dialer.errors import Invalid
from dialer.lead_clock import HOURS_OF_DAY
from dialer.models import Call, Outcome
from dialer.people import Principal
from policies.quality import Alarm
from policies.vocabulary import CallState, ConnectStatus, Direction, LineResult

MISSED = (Call.direction == Direction.INBOUND, Call.line_ended_at.is_not(None), Call.answered_at.is_(None))
NOBODY = "none"
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(9000, 1, 1)  # further away there are no calls
IdOrNone = int | Literal["none"] | None
WHOSE = {"person": BY_PERSON, "line": BY_LINE}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of calls is narrowed to. Days and hours are in the company's zone, both days included.

    ``none`` finds calls without one. ``placed``: only those that the numbers count.
    """

    state: CallState | None = None
    missing_outcome: bool | None = None
    rep_id: int | None = None
    lead_id: int | None = None
    team_id: IdOrNone = None
    flow_id: IdOrNone = None
    flow_step_id: IdOrNone = None
    in_flow: bool | None = None
    direction: Direction | None = None
    missed: bool | None = None  # only calls from outside that nobody took
    placed: bool | None = None
    outcome: str | None = None
    meaning: Meaning = Meaning.NOW
    sentiment: str | None = None
    connect_status: ConnectStatus | None = None
    books: bool | None = None
    chosen_by: Literal["person", "line"] | None = None
    result: LineResult | None = None
    prefilled: str | None = None  # the key of what the line last filled in
    overruled: bool | None = None
    alarm: Alarm | None = None
    wrapped_up: bool | None = None  # only those whose wrap-up is counted
    first_day: date | None = None
    last_day: date | None = None
    hour: IdOrNone = None
    weekday: int | None = None
    clock: Clock = Clock.COMPANY  # whose clock ``hour`` and ``weekday`` are read from


class Place(NamedTuple):
    """Where in a list a call stands: the instant that the list is in order of, and the call's number."""

    at: datetime
    call_id: int


def place_of(call: Call, *, oldest_first: bool = False) -> Place:
    """The call's place in a list."""
    over = call.line_ended_at if oldest_first else None
    return Place(over or call.created_at, call.id)


def list_calls(
    session: Session,
    by: Principal,
    filters: Filters,
    *,
    oldest_first: bool = False,
    after: Place | None = None,
    limit: int = 50,
) -> list[Call]:
    """Those that the person may see and the filters let through, from past a place on.

    The newest come first, or those whose line has been over for the longest.
    """
    one_page = oldest if oldest_first else narrowed
    query = one_page(session, select(Call), by, filters, after=after, limit=limit)
    query = query.options(joinedload(Call.rep), joinedload(Call.lead), joinedload(Call.outcome))
    query = query.options(joinedload(Call.flow), joinedload(Call.flow_step), selectinload(Call.recordings))
    return list(session.scalars(query))


def narrowed(
    session: Session, query: Select[Any], by: Principal, filters: Filters, *, after: Place | None, limit: int
) -> Select[Any]:
    """A page of what the query selects of calls, newest first, that the person may see and the filters let through."""
    query = _narrow(session, visible(query, by), filters)
    if after is not None:
        same_time = and_(Call.created_at == after.at, Call.id < after.call_id)
        query = query.where(Call.created_at <= after.at, or_(Call.created_at < after.at, same_time))
    return query.order_by(Call.created_at.desc(), Call.id.desc()).limit(limit)


def oldest(
    session: Session, query: Select[Any], by: Principal, filters: Filters, *, after: Place | None, limit: int
) -> Select[Any]:
    """The same, beginning with those whose line has been over for the longest."""
    over = func.coalesce(Call.line_ended_at, Call.created_at)
    query = _narrow(session, visible(query, by), filters)
    if after is not None:
        query = query.where(or_(over > after.at, and_(over == after.at, Call.id > after.call_id)))
    return query.order_by(over, Call.id).limit(limit)


def count_calls(session: Session, by: Principal, filters: Filters) -> int:
    """How many calls the list has."""
    query = visible(select(func.count(Call.id)).select_from(Call), by)
    return session.scalar(_narrow(session, query, filters)) or 0


def _narrow(session: Session, query: Select[Any], filters: Filters) -> Select[Any]:
    found = [*_equal(filters), *_flags(filters)]
    if filters.missing_outcome or filters.placed or filters.outcome == NOBODY or filters.alarm:
        found += COUNTED
    if any((filters.outcome, filters.sentiment, filters.connect_status, filters.books, filters.alarm)):
        found += _by_meaning(session, filters)
    if filters.prefilled is not None:
        wanted = select(Outcome.id).where(Outcome.key == filters.prefilled)
        found.append(Call.prefilled_id == wanted.scalar_subquery())
    if any(
        value is not None for value in (filters.first_day, filters.last_day, filters.hour, filters.weekday)
    ):
        found += _by_time(zone_of(session), filters)
    return query.where(*found)


def _equal(filters: Filters) -> list[ColumnElement[bool]]:
    equal = {
        Call.state: filters.state,
        Call.rep_id: filters.rep_id,
        Call.lead_id: filters.lead_id,
        Call.team_id: filters.team_id,
        Call.flow_id: filters.flow_id,
        Call.flow_step_id: filters.flow_step_id,
        Call.direction: filters.direction,
        Call.result: filters.result,
    }
    return [
        column.is_(None) if value == NOBODY else column == value
        for column, value in equal.items()
        if value is not None
    ]


def _flags(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.missing_outcome:
        found.append(Call.outcome_id.is_(None))
    if filters.in_flow is not None:
        found.append(Call.flow_id.is_not(None) if filters.in_flow else Call.flow_id.is_(None))
    if filters.missed:
        found += MISSED
    if filters.wrapped_up:
        found.append(HAS_WRAP_UP)
    if filters.chosen_by:
        found.append(WHOSE[filters.chosen_by])
    if filters.overruled is not None:
        kept = and_(Call.outcome_id.is_not(None), Call.outcome_id == Call.prefilled_id)
        other = or_(Call.outcome_id.is_(None), Call.outcome_id != Call.prefilled_id)
        found += [Call.prefilled_id.is_not(None), other if filters.overruled else kept]
    return found


def _by_meaning(session: Session, filters: Filters) -> list[ColumnElement[bool]]:
    catalogue = read_catalogue(session)
    wanted = Wanted(
        meaning=filters.meaning,
        outcome=filters.outcome,
        sentiment=filters.sentiment,
        connect_status=filters.connect_status,
        books=bool(filters.books),
    )
    found = conditions(Call, catalogue, wanted)
    if filters.alarm is not None:
        rings = {Alarm.BRIEF_POSITIVE: IS_BRIEF, Alarm.LONG_NO_ANSWER: IS_LONG, Alarm.HASTY: IS_HASTY}
        found += [alarm_condition(Call, catalogue, filters.alarm), rings.get(filters.alarm, BY_PERSON)]
    return found


def _by_time(zone: Zone, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    first = max(filters.first_day, FIRST_DAY) if filters.first_day else None
    last = min(filters.last_day, LAST_DAY) if filters.last_day else None
    if first is not None:
        found.append(Call.created_at >= day_start(min(first, LAST_DAY), zone.time_zone))
    if last is not None:
        found.append(Call.created_at < day_start(max(last, FIRST_DAY) + DAY, zone.time_zone))
    if filters.hour is None and filters.weekday is None:
        return found
    if filters.clock is Clock.LEAD:
        return found + _by_lead_clock(filters)
    if filters.hour == NOBODY:
        raise Invalid("Only the lead's clock may be unknown: say clock=lead as well.")
    if first is None or last is None:
        raise Invalid("Say from and to as well: an hour is looked for within a period.")
    if filters.hour is not None:
        found.append(local_hour(Call.created_at, first, last, zone.time_zone) == filters.hour)
    if filters.weekday is not None:
        found.append(local_weekday(Call.created_at, first, last, zone.time_zone) == filters.weekday)
    return found


def _by_lead_clock(filters: Filters) -> list[ColumnElement[bool]]:
    """By what the lead's clock showed when the call began."""
    if filters.hour == NOBODY:
        return [Call.lead_hour.is_(None)]
    found: list[ColumnElement[bool]] = []
    if filters.hour is not None:
        found.append(Call.lead_hour % HOURS_OF_DAY == filters.hour)
    if filters.weekday is not None:
        found.append(Call.lead_hour // HOURS_OF_DAY == filters.weekday - 1)
    return found
