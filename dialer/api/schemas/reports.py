"""Reports beside the numbers: the funnel, pre-fills, wrap-up and alarms."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from dialer.analytics.report import Meaning
from dialer.api.schemas.analytics import PeriodQuery
from dialer.api.schemas.base import Out
from dialer.api.schemas.session import Named
from policies.quality import Alarm
from policies.vocabulary import LineResult


class MeaningQuery(PeriodQuery):
    meaning: Meaning = Meaning.NOW


class WrapUpQuery(MeaningQuery):
    group_by: Literal["rep", "outcome"] = "rep"


class Fresh(Out):
    from_: date = Field(serialization_alias="from")
    to: date
    time_zone: str
    rebuilding: float | None
    as_of: datetime
    waiting: int


class FunnelStep(Out):
    key: Literal["calls", "connected", "positive", "meeting_booked"]
    label: str
    calls: int
    of_all: float | None
    of_previous: float | None
    calls_url: str


class FunnelOut(Fresh):
    meaning: Meaning
    steps: list[FunnelStep]


class OtherOutcome(Out):
    key: str
    label: str
    deleted: bool
    calls: int
    calls_url: str


class PrefillRule(Out):
    result: LineResult
    key: str
    label: str
    deleted: bool
    calls: int
    kept: int
    untouched: int
    overruled: int
    overrule_rate: float | None
    overruled_by: list[OtherOutcome]
    calls_url: str
    overruled_url: str


class PrefillsOut(Fresh):
    rules: list[PrefillRule]


class WrapUpFigures(Out):
    calls: int
    wrap_ups: int
    seconds: int
    average_seconds: float | None
    calls_url: str


class WrapUpGroup(WrapUpFigures):
    key: str
    label: str
    deleted: bool


class WrapUpOut(Fresh):
    meaning: Meaning
    group_by: Literal["rep", "outcome"]
    longest_seconds: int
    groups: list[WrapUpGroup]
    totals: WrapUpFigures


class RepRings(Out):
    rep: Named
    calls: int
    choices: int
    calls_url: str


class AlarmOut(Out):
    """``calls_url`` is null where no one list has just these calls: the first item as a habit of none or several."""

    alarm: Alarm
    calls: int
    reps: list[RepRings]
    calls_url: str | None


class QualityOut(Fresh):
    alarms: list[AlarmOut]
