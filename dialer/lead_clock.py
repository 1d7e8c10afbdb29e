"""What a lead's clock shows: in the zone that is set for the lead, else in the one its number lies in.

A number may lie in several zones. Where their clocks differ, nothing is guessed.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

HOURS_OF_DAY, HOURS_OF_WEEK = 24, 168


def hour_of_week(phone: str, time_zone: str | None, at: datetime) -> int | None:
    """The hour of the week there, 0 is Monday's first. None when the clock is not known.

    A call keeps the one of its beginning: another number or zone of the lead, later, moves no call.
    """
    zones = (time_zone,) if time_zone else zones_of(phone)
    there = {at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for zone in zones}
    if len(there) != 1:
        return None
    local = there.pop()
    return local.weekday() * HOURS_OF_DAY + local.hour


@lru_cache(maxsize=4096)
def zones_of(phone: str) -> tuple[str, ...]:
    """The zones that a number may lie in. None for one that cannot be told, as a hidden one."""
    try:
        found = timezone.time_zones_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return ()
    return tuple(found) if timezone.UNKNOWN_TIMEZONE not in found else ()
