"""The one place that reads the clock; everything below the doors is given ``now``. And calendars of time zones."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def day_start(day: date, time_zone: str) -> datetime:
    """The instant at which a day begins in an IANA time zone: its first midnight, or what stands in for it."""
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)


def local_day_and_hour(instant: datetime, time_zone: str) -> tuple[date, int]:
    """The calendar day and hour (0-23) that an instant falls on in an IANA time zone.

    Where clocks were put back across midnight, the new day does not end again.
    """
    local = instant.astimezone(ZoneInfo(time_zone))
    day = local.date()
    if local.hour == 23 and day_start(day + DAY, time_zone) <= instant:
        day += DAY
    return day, local.hour


@lru_cache(maxsize=256)
def offsets(first_day: date, last_day: date, time_zone: str) -> tuple[tuple[datetime, int], ...]:
    """The zone's offsets to UTC, in seconds, over these days, each with the instant from which it holds."""
    at, end = day_start(first_day, time_zone), day_start(last_day + DAY, time_zone)
    found = [(at, _offset(at, time_zone))]
    while at < end:
        following = min(at + DAY, end)
        if _offset(following, time_zone) != found[-1][1]:
            following = _switch(at, following, time_zone)
            found.append((following, _offset(following, time_zone)))
        at = following
    return tuple(found)


def _switch(before: datetime, after: datetime, time_zone: str) -> datetime:
    """The first second between the two at which the offset is no longer that of ``before``."""
    old = _offset(before, time_zone)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(middle, time_zone) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(instant: datetime, time_zone: str) -> int:
    offset = instant.astimezone(ZoneInfo(time_zone)).utcoffset()
    assert offset is not None  # an aware instant has one
    return int(offset.total_seconds())
