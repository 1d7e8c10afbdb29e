"""Which meetings and deals sales numbers count, and split by what."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class SalesBy(StrEnum):
    """What sales numbers are split by."""

    CLOSER = "closer"
    SETTER = "setter"
    EVENT_TYPE = "event_type"
    PRODUCT = "product"
    OBJECTION = "objection"
    REASON = "reason"
    DAY = "day"
    MONTH = "month"


BY_TIME = (SalesBy.DAY, SalesBy.MONTH)


@dataclass(frozen=True, slots=True)
class SalesScope:
    """Which meetings and deals are counted: by a meeting's start and a deal's date. Both days are included."""

    first_day: date
    last_day: date
    group_by: SalesBy = SalesBy.CLOSER
    closer_id: int | None = None
    setter_id: int | None = None
    event_type_id: int | None = None

    def previous(self) -> "SalesScope":
        """The period of the same length just before."""
        length = self.last_day - self.first_day + timedelta(days=1)
        return replace(self, first_day=self.first_day - length, last_day=self.last_day - length)
