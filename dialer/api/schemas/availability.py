"""When people may be booked."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from dialer.api.schemas.base import DatabaseId, In, Out
from dialer.api.schemas.session import Named

CLOCK = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$"


def _clock(given: str) -> str:
    if not re.fullmatch(CLOCK, given):
        raise ValueError("write a time of day, such as 09:00")
    return given


Clock = Annotated[str, AfterValidator(_clock), WithJsonSchema({"type": "string", "pattern": CLOCK})]
Zone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class HoursIn(In):
    from_: Annotated[Clock, Field(alias="from")]
    to: Clock


class WeeklyIn(HoursIn):
    weekday: Annotated[int, Field(ge=0, le=6)]


class ExceptionIn(In):
    date: date
    hours: Annotated[list[HoursIn], Field(max_length=24)] = []


class AvailabilityIn(In):
    time_zone: Zone
    weekly: Annotated[list[WeeklyIn], Field(max_length=100)]
    exceptions: Annotated[list[ExceptionIn], Field(max_length=400)] = []


class AvailabilityQuery(In):
    user_id: DatabaseId | None = None


class HoursOut(Out):
    from_: Annotated[str, Field(alias="from")]
    to: str


class WeeklyOut(HoursOut):
    weekday: int


class ExceptionOut(Out):
    date: date
    hours: list[HoursOut]


class AvailabilityOut(Out):
    user: Named
    is_set: bool
    time_zone: str
    weekly: list[WeeklyOut]
    exceptions: list[ExceptionOut]
