"""When people may be booked, as they wrote it down: weekly hours and exceptions in their own time zone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.errors import Forbidden, Invalid
from dialer.models import Availability, User
from dialer.people import Principal
from policies.hours import Hours, HoursFlaw, Schedule, check_hours
from policies.permissions import Action

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SENTENCES = {
    HoursFlaw.BACKWARDS: "{day}: hours end after they begin. Hours past midnight go on at 00:00 on the next day.",
    HoursFlaw.ODD: "{day}: hours begin and end at whole five minutes, such as 09:00 or 09:35.",
    HoursFlaw.OVERLAP: "{day}: two of the hours overlap. Make them one, or let the second begin later.",
}


@dataclass(frozen=True, slots=True)
class Written:
    """Hours as somebody writes them down: ``{"from": "09:00", "to": "17:00"}``, and whose day it is."""

    time_zone: str
    weekly: list[dict[str, Any]]
    exceptions: list[dict[str, Any]]


def find_person(session: Session, user_id: int | None, by: Principal) -> User:
    """Whose hours are asked about: one's own, or those of somebody whom one looks after.

    Raises NotFound; Forbidden for others' hours.
    """
    user = people.find_user(session, by.user_id or 0 if user_id is None else user_id, by)
    if user.id != by.user_id and not by.may(Action.SEE_TEAM):
        raise Forbidden("You keep your own hours only.")
    return user


def find_availability(session: Session, user_id: int) -> Availability | None:
    """What a person wrote down; None before they did."""
    return session.scalar(select(Availability).where(Availability.user_id == user_id))


def set_availability(
    session: Session, by: Principal, user: User, written: Written, *, now: datetime
) -> Availability:
    """Keep somebody's hours, all of them. Raises Invalid for hours and zones that make no sense."""
    zone = check_zone(written.time_zone)
    weekly, exceptions = _in_order(written)
    people.lock_person(session, user.id)
    row = find_availability(session, user.id)
    before = _shown(row) if row else None
    if row is None:
        row = Availability(user_id=user.id)
        session.add(row)
    row.time_zone, row.weekly, row.exceptions = zone, weekly, exceptions
    session.flush()
    if user.id != by.user_id and before != _shown(row):
        subject = f"user:{user.id}"
        audit.write_entry(
            session, by, "availability.changed", subject, before=before, after=_shown(row), now=now
        )
    nudges.refetch(session, "availability", company_id=by.company_id)
    return row


def schedules(session: Session, user_ids: Iterable[int]) -> dict[int, Schedule]:
    """The hours of those who wrote some down."""
    rows = session.scalars(select(Availability).where(Availability.user_id.in_(list(user_ids))))
    return {row.user_id: schedule_of(row) for row in rows}


def schedule_of(row: Availability) -> Schedule:
    """A person's hours as the policy takes them."""
    weekly: dict[int, list[Hours]] = {}
    for item in row.weekly:
        weekly.setdefault(item["weekday"], []).append(_hours(item))
    exceptions = {
        date.fromisoformat(item["date"]): [_hours(each) for each in item["hours"]] for item in row.exceptions
    }
    return Schedule(row.time_zone, weekly, exceptions)


def check_zone(value: str) -> str:
    """An IANA zone name. Raises Invalid ``unknown_zone``."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        detail = f"{value[:64]!r} is not a time zone; one is Europe/Zurich."
        raise Invalid(detail, code="unknown_zone") from error
    return value


def _in_order(written: Written) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    by_day: dict[int, list[dict[str, Any]]] = {}
    for item in written.weekly:
        by_day.setdefault(item["weekday"], []).append(item)
    for weekday, items in by_day.items():
        _check(WEEKDAYS[weekday], items)
    dates = [item["date"] for item in written.exceptions]
    for item in written.exceptions:
        if dates.count(item["date"]) > 1:
            detail = f"{item['date']} stands among the exceptions twice. Give its hours once."
            raise Invalid(detail, code="exception_twice")
        _check(item["date"], item["hours"])
    weekly = sorted(written.weekly, key=lambda item: (item["weekday"], item["from"]))
    exceptions = [
        {"date": item["date"], "hours": sorted(item["hours"], key=lambda each: str(each["from"]))}
        for item in sorted(written.exceptions, key=lambda item: str(item["date"]))
    ]
    return weekly, exceptions


def _check(day: str, items: Sequence[Mapping[str, Any]]) -> None:
    flaw = check_hours([_hours(item) for item in items])
    if flaw is not None:
        raise Invalid(SENTENCES[flaw].format(day=day), code=flaw.value)


def _hours(item: Mapping[str, Any]) -> Hours:
    return Hours(_minutes(item["from"]), _minutes(item["to"]))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _shown(row: Availability) -> dict[str, Any]:
    """What the log shows of somebody's hours."""
    weekly = [f"{WEEKDAYS[item['weekday']]} {_span(item)}" for item in row.weekly]
    exceptions = [
        " ".join([item["date"], *([_span(each) for each in item["hours"]] or ["away"])])
        for item in row.exceptions
    ]
    return {"time_zone": row.time_zone, "weekly": weekly, "exceptions": exceptions}


def _span(item: Mapping[str, Any]) -> str:
    return f"{item['from']}-{item['to']}"
