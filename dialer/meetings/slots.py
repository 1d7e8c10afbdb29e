"""When the hosts of an event type are free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer.meetings import availability
from dialer.meetings.event_types import Host
from dialer.models import EventType, Meeting, MeetingHold
from policies.booking import Diary, Rules, Span, free_slots
from policies.hours import QUANTUM, Schedule, instant_of, minute_of

AROUND = timedelta(
    days=2
)  # what lies outside of the times asked for and still matters: buffers, the host's day


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which a meeting can begin, and with whom."""

    starts_at: datetime
    hosts: list[Host]


def list_slots(
    session: Session,
    event_type: EventType,
    hosts: Sequence[Host],
    *,
    first: datetime,
    last: datetime,
    without: int | None = None,
    now: datetime,
) -> list[Slot]:
    """The times from ``first`` up to ``last`` at which one of these hosts can be booked, in order.

    ``without``: a meeting that is about to be moved, so that it stands in nobody's way.
    """
    rules = rules_of(event_type)
    latest = min(last, now + timedelta(days=rules.horizon_days + 1))
    earliest = max(first, now)
    if earliest >= latest:
        return []
    diaries = read_diaries(session, event_type, hosts, earliest, latest, without=without)
    found: dict[int, list[Host]] = {}
    for host in hosts:
        if host.id in diaries:
            for at in free_slots(diaries[host.id], rules, earliest, latest, now=now):
                found.setdefault(at, []).append(host)
    return [Slot(instant_of(at), found[at]) for at in sorted(found)]


def read_diaries(
    session: Session,
    event_type: EventType,
    hosts: Iterable[Host],
    first: datetime,
    last: datetime,
    *,
    without: int | None = None,
) -> dict[int, Diary]:
    """What there is to know of each host around these times; nobody who wrote down no hours."""
    schedules = availability.schedules(session, [host.id for host in hosts])
    since, until = first - AROUND, last + AROUND
    busy = _busy(session, list(schedules), since, until, without)
    booked = _booked(session, event_type, schedules, since, until, without)
    return {
        user_id: Diary(schedule, busy.get(user_id, ()), booked.get(user_id, {}))
        for user_id, schedule in schedules.items()
    }


def rules_of(event_type: EventType) -> Rules:
    """An event type as the policy takes it."""
    return Rules(
        length=event_type.minutes,
        before=event_type.buffer_before,
        after=event_type.buffer_after,
        step=event_type.step_minutes,
        notice=event_type.notice_minutes,
        horizon_days=event_type.horizon_days,
        daily_limit=event_type.daily_limit,
    )


def _busy(
    session: Session, user_ids: list[int], since: datetime, until: datetime, without: int | None
) -> dict[int, list[Span]]:
    """What each host's time is held for, one stretch a meeting; those of a year ago are not even read."""
    host, at = MeetingHold.host_id, MeetingHold.at
    query = select(host, func.min(at), func.max(at)).group_by(host, MeetingHold.meeting_id)
    query = query.where(host.in_(user_ids), at >= since, at < until).order_by(host, func.min(at))
    if without is not None:
        query = query.where(MeetingHold.meeting_id != without)
    found: dict[int, list[Span]] = {}
    for user_id, begins, ends in session.execute(query):
        found.setdefault(user_id, []).append((minute_of(begins), minute_of(ends) + QUANTUM))
    return found


def _booked(
    session: Session,
    event_type: EventType,
    schedules: dict[int, Schedule],
    since: datetime,
    until: datetime,
    without: int | None,
) -> dict[int, dict[date, int]]:
    """How many meetings of this type each host has on each of their own days. Nobody asks without a limit."""
    if event_type.daily_limit is None:
        return {}
    query = select(Meeting.host_id, Meeting.starts_at).where(
        Meeting.event_type_id == event_type.id,
        Meeting.host_id.in_(list(schedules)),
        Meeting.starts_at >= since,
        Meeting.starts_at < until,
        Meeting.cancelled_at.is_(None),
        Meeting.id != (without or 0),
    )
    found: dict[int, dict[date, int]] = {}
    for user_id, starts_at in session.execute(query):
        day = starts_at.astimezone(ZoneInfo(schedules[user_id].zone)).date()
        days = found.setdefault(user_id, {})
        days[day] = days.get(day, 0) + 1
    return found
