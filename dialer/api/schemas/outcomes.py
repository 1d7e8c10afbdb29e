"""The catalogue, changing it, and what a change would do."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from dialer.api.schemas.analytics import BySentiment
from dialer.api.schemas.base import In, Out
from policies.vocabulary import ConnectStatus, Direction, OutcomeGroup, Sentiment, Trigger

OutcomeKey = Annotated[str, StringConstraints(max_length=64)]
Words = Annotated[str, StringConstraints(max_length=2000)]  # the catalogue's policy says how long they may be


class Effects(Out):
    marks_do_not_call: bool
    follow_up_days: int | None
    opens_booking: bool


class Shade(Out):
    """A colour, and the ink for words and shapes on it."""

    fill: str
    ink: str


class Colours(Out):
    light: Shade
    dark: Shade


class ShadeChoice(Out):
    shade: int
    colours: Colours


class ShadesOut(Out):
    """Every shade that can be told from both themes' backgrounds."""

    positive: list[ShadeChoice]
    neutral: list[ShadeChoice]
    negative: list[ShadeChoice]


class OutcomeOut(Out):
    """``shade`` and ``shortcut`` are what an admin chose, null: automatic. ``colours`` is what to draw."""

    key: str
    label: str
    description: str
    group: OutcomeGroup
    connect_status: ConnectStatus
    sentiment: Sentiment
    prefills: list[Trigger]
    effects: Effects
    position: int
    shade: int | None
    colours: Colours
    shortcut: str | None
    deleted: bool
    deleted_at: datetime | None
    merged_into: str | None


class EffectsIn(In):
    marks_do_not_call: bool = False
    follow_up_days: Annotated[int, Field(ge=-10_000, le=10_000)] | None = None
    opens_booking: bool = False


class OutcomeIn(In):
    label: Words
    group: OutcomeGroup
    connect_status: ConnectStatus
    sentiment: Sentiment
    description: Words = ""
    prefills: list[Trigger] = []
    effects: EffectsIn = EffectsIn()
    shade: Annotated[int, Field(ge=-100, le=100)] | None = None
    shortcut: Annotated[str, StringConstraints(max_length=20)] | None = None


class OutcomeChange(In):
    """Only what is sent is changed; the defaults here stand for nothing."""

    label: Words = ""
    group: OutcomeGroup = OutcomeGroup.ANSWERED
    connect_status: ConnectStatus = ConnectStatus.CONNECTED
    sentiment: Sentiment = Sentiment.NEUTRAL
    description: Words = ""
    prefills: list[Trigger] = []
    effects: EffectsIn = EffectsIn()
    shade: Annotated[int, Field(ge=-100, le=100)] | None = None
    shortcut: Annotated[str, StringConstraints(max_length=20)] | None = None


class OutcomeOrder(In):
    keys: Annotated[list[OutcomeKey], Field(max_length=1000)]


class DeletionQuery(In):
    merge_into: OutcomeKey | None = None


class ImpactQuery(In):
    delete: bool = False
    merge_into: OutcomeKey | None = None
    connect_status: ConnectStatus | None = None
    sentiment: Sentiment | None = None
    prefills: Annotated[str, StringConstraints(max_length=300)] | None = None
    direction: Direction = Direction.OUTBOUND
    from_: date | None = Field(None, alias="from")
    to: date | None = None


class ImpactFigures(Out):
    calls: int
    connected_calls: int
    connect_rate: float | None
    average_call_seconds: float | None
    manual_connected_outcomes: int
    by_sentiment: BySentiment


class MovedPrefill(Out):
    """``to``: who would fill in for this result; null: nobody."""

    trigger: Trigger
    from_: str = Field(serialization_alias="from")
    to: str | None


class ImpactOut(Out):
    from_: date = Field(serialization_alias="from")
    to: date
    calls: int
    reps: int
    before: ImpactFigures
    after: ImpactFigures
    prefills: list[MovedPrefill]
    effects_lost: list[str]
    as_of: datetime
    waiting: int


class OutcomeUsage(Out):
    key: str
    calls: int
    reps: int


class UsageOut(Out):
    days: int
    items: list[OutcomeUsage]
