"""The numbers."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dialer.analytics.report import Clock, GroupBy, Meaning
from dialer.api.schemas.base import DatabaseId, In, Out
from policies.vocabulary import Direction


class BySentiment(Out):
    positive: int
    neutral: int
    negative: int


class Figures(Out):
    calls: int
    connected_calls: int
    connect_rate: float | None
    average_call_seconds: float | None
    manual_connected_outcomes: int
    by_sentiment: BySentiment
    missing_outcome: int
    prefilled: int
    connected_positive: int
    meetings_booked: int
    calls_url: str


class FigureGroup(Figures):
    key: str
    label: str
    deleted: bool


class AnalyticsOut(Out):
    from_: date = Field(serialization_alias="from")
    to: date
    time_zone: str
    rebuilding: float | None
    meaning: Meaning
    clock: Clock
    group_by: GroupBy
    groups: list[FigureGroup]
    totals: Figures
    previous: Figures | None
    as_of: datetime
    waiting: int


class PeriodQuery(In):
    from_: date = Field(alias="from")
    to: date
    rep_id: DatabaseId | None = None
    team_id: DatabaseId | None = None
    flow_id: DatabaseId | None = None
    outcome: Annotated[str, StringConstraints(max_length=64)] | None = None
    direction: Direction = Direction.OUTBOUND


class FlowAnalyticsQuery(PeriodQuery):
    group_by: GroupBy = GroupBy.OUTCOME
    compare: Literal["previous"] | None = None
    clock: Clock = Clock.COMPANY


class AnalyticsQuery(FlowAnalyticsQuery):
    meaning: Meaning = Meaning.NOW
