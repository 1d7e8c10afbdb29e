"""Leads by how they stand: one set of filters for the list, its counts and what leaves as CSV."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from dialer import leads
from dialer.analytics.calendars import zone_of
from dialer.analytics.meanings import Wanted, conditions, read_catalogue
from dialer.clock import DAY, day_start
from dialer.models import Call, DoNotCall, Lead, Meeting
from dialer.setting.standings import OUTCOMES, newest_decisions, of_standing
from policies.vocabulary import Standing

NOBODY = "none"
NEVER_CALLED = "never_called"
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(9000, 1, 1)  # further away there are no leads


class MeetingFilter(StrEnum):
    """Which meetings a lead has; one that was cancelled is none."""

    COMING = "coming"
    PAST = "past"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the leads are narrowed to. Days are those of the company's zone, both included."""

    standing: Standing | None = None
    owner_id: int | Literal["none"] | None = None
    last_outcome: str | None = None  # a key, ``none`` for a last call without one, or ``never_called``
    meeting: MeetingFilter | None = None
    do_not_call: bool | None = None
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None


def list_leads(
    session: Session, filters: Filters, *, before_id: int | None, limit: int, now: datetime
) -> list[Lead]:
    """Those that the filters let through, the newest first, from before an id."""
    query = _narrow(session, select(Lead), filters, now=now)
    if filters.standing is not None:
        query = of_standing(query, filters.standing)
    if before_id is not None:
        query = query.where(Lead.id < before_id)
    return list(session.scalars(query.order_by(Lead.id.desc()).limit(limit)))


def count_by_standing(session: Session, filters: Filters, *, now: datetime) -> dict[Standing, int]:
    """How many leads stand how, of those that the other filters let through."""
    newest = newest_decisions()
    query = select(newest.c.outcome, func.count()).select_from(Lead)
    query = _narrow(session, query.outerjoin(newest, newest.c.lead_id == Lead.id), filters, now=now)
    found = {outcome: count for outcome, count in session.execute(query.group_by(newest.c.outcome))}
    counts = {standing: found.get(outcome, 0) for standing, outcome in OUTCOMES.items()}
    return {Standing.POTENTIAL: found.get(None, 0), **counts}


def count_leads(session: Session, filters: Filters, *, now: datetime) -> int:
    """How many leads the list has."""
    counts = count_by_standing(session, filters, now=now)
    return sum(counts.values()) if filters.standing is None else counts[filters.standing]


def _narrow(session: Session, query: Select[Any], filters: Filters, *, now: datetime) -> Select[Any]:
    """All filters but the standing."""
    found: list[ColumnElement[bool]] = []
    if filters.owner_id is not None:
        nobody = filters.owner_id == NOBODY
        found.append(Lead.owner_id.is_(None) if nobody else Lead.owner_id == filters.owner_id)
    if filters.text.strip():
        found.append(leads.matching(filters.text))
    if filters.do_not_call is not None:
        found.append(_is_barred() if filters.do_not_call else ~_is_barred())
    if filters.meeting is not None:
        found.append(_has_meeting(filters.meeting, now=now))
    if filters.last_outcome is not None:
        found.append(_last_call_came_to(session, filters.last_outcome))
    return query.where(*found, *_added(session, filters))


def _is_barred() -> ColumnElement[bool]:
    bar = select(DoNotCall.id).where(DoNotCall.company_id == Lead.company_id, DoNotCall.phone == Lead.phone)
    return exists(bar.where(DoNotCall.lifted_at.is_(None)).correlate(Lead))


def _has_meeting(wanted: MeetingFilter, *, now: datetime) -> ColumnElement[bool]:
    booked = select(Meeting.id).where(Meeting.lead_id == Lead.id, Meeting.cancelled_at.is_(None))
    if wanted is MeetingFilter.NONE:
        return ~exists(booked.correlate(Lead))
    is_coming = wanted is MeetingFilter.COMING
    return exists(
        booked.where((Meeting.ends_at > now) if is_coming else (Meeting.ends_at <= now)).correlate(Lead)
    )


def _last_call_came_to(session: Session, wanted: str) -> ColumnElement[bool]:
    """What the newest call to the lead has for an outcome, as defined now."""
    newest, last = aliased(Call), aliased(Call)
    last_id = select(func.max(newest.id)).where(
        newest.company_id == Lead.company_id, newest.lead_id == Lead.id
    )
    if wanted == NEVER_CALLED:
        return ~exists(
            select(last.id).where(last.company_id == Lead.company_id, last.lead_id == Lead.id).correlate(Lead)
        )
    came_to = conditions(last, read_catalogue(session), Wanted(outcome=wanted))
    found = select(last.id).where(last.id == last_id.correlate(Lead).scalar_subquery(), *came_to)
    return exists(found.correlate(Lead))


def _added(session: Session, filters: Filters) -> list[ColumnElement[bool]]:
    if filters.first_day is None and filters.last_day is None:
        return []
    zone = zone_of(session).time_zone
    found: list[ColumnElement[bool]] = []
    if filters.first_day is not None:
        first = min(max(filters.first_day, FIRST_DAY), LAST_DAY)
        found.append(Lead.created_at >= day_start(first, zone))
    if filters.last_day is not None:
        last = min(max(filters.last_day, FIRST_DAY), LAST_DAY)
        found.append(Lead.created_at < day_start(last + DAY, zone))
    return found
