"""Counts -> the figures managers read (row G9). A rate with nothing to divide by is None, never 0 %."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from policies.vocabulary import ConnectStatus, Sentiment


@dataclass(slots=True)
class Counts:
    """Additive counts of placed calls whose line is over. Seconds are of talk on connected calls."""

    calls: int = 0
    connected_calls: int = 0
    connected_seconds: int = 0
    manual_connected_outcomes: int = 0
    positive: int = 0
    neutral: int = 0
    negative: int = 0
    missing_outcome: int = 0
    prefilled: int = 0
    connected_positive: int = 0
    meetings_booked: int = 0

    @property
    def connect_rate(self) -> float | None:
        """Connected / placed calls whose line is over, 0 to 1."""
        return self.connected_calls / self.calls if self.calls else None

    @property
    def average_call_seconds(self) -> float | None:
        """Mean talk of connected calls, in seconds."""
        return self.connected_seconds / self.connected_calls if self.connected_calls else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Calls that share an outcome and how it was read. None: no outcome, or one that was deleted.

    ``opens_booking``: with this outcome a meeting is booked.
    """

    calls: int
    talk_seconds: int
    chosen_by_person: int
    prefilled: int
    has_outcome: bool
    connect_status: ConnectStatus | None
    sentiment: Sentiment | None
    opens_booking: bool = False


def count(tally: Tally) -> Counts:
    """What one tally contributes. Without a meaning a call is Not connected and in no sentiment (row G7)."""
    connected = tally.connect_status is ConnectStatus.CONNECTED
    won = connected and tally.sentiment is Sentiment.POSITIVE
    return Counts(
        calls=tally.calls,
        connected_calls=tally.calls if connected else 0,
        connected_seconds=tally.talk_seconds if connected else 0,
        manual_connected_outcomes=tally.chosen_by_person if connected else 0,
        positive=tally.calls if tally.sentiment is Sentiment.POSITIVE else 0,
        neutral=tally.calls if tally.sentiment is Sentiment.NEUTRAL else 0,
        negative=tally.calls if tally.sentiment is Sentiment.NEGATIVE else 0,
        missing_outcome=0 if tally.has_outcome else tally.calls,
        prefilled=tally.prefilled,
        connected_positive=tally.calls if won else 0,
        meetings_booked=tally.calls if won and tally.opens_booking else 0,
    )


NAMES = tuple(column.name for column in fields(Counts))


def add(whole: Counts, part: Counts) -> None:
    """Add counts to others, field by field."""
    for name in NAMES:
        setattr(whole, name, getattr(whole, name) + getattr(part, name))


def total(parts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    whole = Counts()
    for part in parts:
        add(whole, part)
    return whole
