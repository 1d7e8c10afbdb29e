"""The one place that reads the clock; everything below the doors is given ``now``."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def local_day_and_hour(instant: datetime, time_zone: str) -> tuple[date, int]:
    """The calendar day and hour (0-23) that an instant falls on in an IANA time zone."""
    local = instant.astimezone(ZoneInfo(time_zone))
    return local.date(), local.hour
