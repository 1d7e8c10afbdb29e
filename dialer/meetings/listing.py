"""Lists of meetings: what is to come, soonest first, and what is past, newest first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from dialer import people
from dialer.clock import DAY, day_start
from dialer.meetings.queries import owing, visible
from dialer.models import Deal, EventType, Lead, Meeting, User
from dialer.people import Principal
from dialer.sales.calendars import time_zone_of_sales
from dialer.sales.parts import LIVE_DEAL, meetings_that_are
from policies.sales import Part
from policies.vocabulary import MeetingKind, MeetingOutcome, MeetingReason, Objection

FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(9000, 1, 1)  # further away there are no meetings


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of meetings is narrowed to. Days are in the company's zone, both included.

    ``past``: those that have begun, or with False those that have not.
    """

    past: bool | None = None
    missing_outcome: bool | None = None
    cancelled: bool | None = None
    host_id: int | None = None
    lead_id: int | None = None
    call_id: int | None = None
    event_type_id: int | Literal["none"] | None = None
    kind: MeetingKind | None = None
    outcome: MeetingOutcome | Literal["none"] | None = None
    reason: MeetingReason | Literal["none"] | None = None
    objection: Objection | Literal["none"] | None = None
    setter_id: int | Literal["none"] | None = None  # who booked it
    product_id: int | Literal["none"] | None = None  # of its deal
    parts: tuple[Part, ...] = ()  # only those that the person's own sales numbers count as one of these
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None


class Place(NamedTuple):
    """Where in a list a meeting stands."""

    at: datetime
    meeting_id: int


def list_meetings(
    session: Session,
    by: Principal,
    filters: Filters,
    *,
    after: Place | None = None,
    limit: int = 50,
    now: datetime,
) -> list[Meeting]:
    """Those that the person may see and the filters let through, from past a place on."""
    query = _narrow(session, visible(select(Meeting), by), by, filters, now=now)
    query = query.options(joinedload(Meeting.lead), joinedload(Meeting.host), joinedload(Meeting.event_type))
    upcoming = filters.past is False
    if after is not None:
        query = query.where(_beyond(after, upcoming=upcoming))
    soonest, newest = (Meeting.starts_at, Meeting.id), (Meeting.starts_at.desc(), Meeting.id.desc())
    return list(session.scalars(query.order_by(*(soonest if upcoming else newest)).limit(limit)))


def count_meetings(session: Session, by: Principal, filters: Filters, *, now: datetime) -> int:
    """How many meetings the list has."""
    query = visible(select(func.count(Meeting.id)).select_from(Meeting), by)
    return session.scalar(_narrow(session, query, by, filters, now=now)) or 0


def place_of(meeting: Meeting) -> Place:
    """The meeting's place in a list."""
    return Place(meeting.starts_at, meeting.id)


def _beyond(after: Place, *, upcoming: bool) -> ColumnElement[bool]:
    later = Meeting.starts_at > after.at if upcoming else Meeting.starts_at < after.at
    further = Meeting.id > after.meeting_id if upcoming else Meeting.id < after.meeting_id
    return or_(later, and_(Meeting.starts_at == after.at, further))


def _narrow(
    session: Session, query: Select[Any], by: Principal, filters: Filters, *, now: datetime
) -> Select[Any]:
    found = [*_equal(filters), *_by_time(session, by, filters, now=now)]
    if filters.missing_outcome:
        found += owing(now=now)
    if filters.cancelled is not None:
        is_cancelled = Meeting.cancelled_at.is_not(None)
        found.append(is_cancelled if filters.cancelled else ~is_cancelled)
    if filters.parts:
        found += meetings_that_are(filters.parts, by, now=now)
    if filters.product_id is not None:
        found.append(_sold(filters.product_id))
    if filters.text.strip():
        found.append(_named(filters.text))
    return query.where(*found)


def _equal(filters: Filters) -> list[ColumnElement[bool]]:
    equal = {
        Meeting.host_id: filters.host_id,
        Meeting.lead_id: filters.lead_id,
        Meeting.call_id: filters.call_id,
        Meeting.event_type_id: filters.event_type_id,
        Meeting.kind: filters.kind,
        Meeting.outcome: filters.outcome,
        Meeting.reason: filters.reason,
        Meeting.objection: filters.objection,
        Meeting.booked_by_id: filters.setter_id,
    }
    return [
        column.is_(None) if value == "none" else column == value
        for column, value in equal.items()
        if value is not None
    ]


def _by_time(
    session: Session, by: Principal, filters: Filters, *, now: datetime
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.past is not None:
        found.append(Meeting.starts_at <= now if filters.past else Meeting.starts_at > now)
    if filters.first_day is None and filters.last_day is None:
        return found
    zone = time_zone_of_sales(session, people.company_of(session, by.company_id))
    if filters.first_day is not None:
        first = min(max(filters.first_day, FIRST_DAY), LAST_DAY)
        found.append(Meeting.starts_at >= day_start(first, zone))
    if filters.last_day is not None:
        last = min(max(filters.last_day, FIRST_DAY), LAST_DAY)
        found.append(Meeting.starts_at < day_start(last + DAY, zone))
    return found


def _sold(product_id: int | Literal["none"]) -> ColumnElement[bool]:
    if product_id == "none":
        return ~exists().where(LIVE_DEAL)
    return exists().where(LIVE_DEAL, Deal.product_id == product_id)


def _named(text: str) -> ColumnElement[bool]:
    """The lead, the host or the event type is called so, or the lead has this number or address."""
    words, digits = text.strip().lower(), "".join(each for each in text if each.isdigit())
    hits = [func.lower(column).contains(words, autoescape=True) for column in (Lead.name, Lead.organisation)]
    hits += [Lead.email.contains(words, autoescape=True)]
    hits += [Lead.phone.contains(digits)] if digits else []
    hosts = select(User.id).where(func.lower(User.name).contains(words, autoescape=True))
    types = select(EventType.id).where(func.lower(EventType.name).contains(words, autoescape=True))
    return or_(
        Meeting.lead_id.in_(select(Lead.id).where(or_(*hits))),
        Meeting.host_id.in_(hosts),
        Meeting.event_type_id.in_(types),
    )
