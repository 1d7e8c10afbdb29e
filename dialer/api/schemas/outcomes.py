"""The catalogue, and what was recorded."""

from dialer.api.schemas.base import Out
from policies.vocabulary import ConnectStatus, OutcomeGroup, Sentiment, Trigger


class Effects(Out):
    marks_do_not_call: bool
    follow_up_days: int | None
    opens_booking: bool


class OutcomeOut(Out):
    key: str
    label: str
    description: str
    group: OutcomeGroup
    connect_status: ConnectStatus
    sentiment: Sentiment
    prefills: list[Trigger]
    effects: Effects
    position: int
    deleted: bool
