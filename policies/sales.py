"""What strategy meetings came to, and the rates that managers read of it (row I11).

Every strategy meeting whose time has come is exactly one ``Part``, so the parts add up. A rate with nothing to divide
by is None, never 0 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from policies.vocabulary import MeetingOutcome, MeetingReason, PaymentType


class Part(StrEnum):
    """What a strategy meeting counts as. The values are those of ``PaymentType`` where a deal decides."""

    WON = "won"
    RECURRING = "recurring"
    DEPOSIT = "deposit"
    OWING_DEAL = "owing_deal"  # a sale whose deal is not recorded yet
    LOST = "lost"
    UNDECIDED = "undecided"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


MISSED: Final = {
    MeetingReason.NO_SHOW: Part.NO_SHOW,
    MeetingReason.CONTACT_CANCELLED: Part.CANCELLED,
    MeetingReason.ADMIN_CANCELLED: Part.CANCELLED,
}
HELD: Final = tuple(part for part in Part if part not in (Part.NO_SHOW, Part.CANCELLED))
CLOSING_OF: Final = tuple(part for part in HELD if part not in (Part.RECURRING, Part.DEPOSIT))
ENGAGED: Final = (Part.WON, Part.DEPOSIT)
ENGAGEMENT_OF: Final = tuple(part for part in HELD if part is not Part.RECURRING)
SOLD: Final = (Part.WON, Part.RECURRING, Part.DEPOSIT, Part.OWING_DEAL)
SHOW_OF: Final = (*HELD, Part.NO_SHOW)

FORMULAS: Final = {
    "closing": "Won ÷ (held − recurring − deposit). Held: strategy meetings that are over, neither cancelled nor "
    "no-show. A sale is won, recurring or deposit by its deal; until it has one it counts as held only.",
    "engagement": "(Won + deposit) ÷ (held − recurring).",
    "show": "Held ÷ (held + no-show). Cancelled meetings are left out.",
    "cash": "What the deals of these days are worth, less what was refunded or lost in a dispute. "
    "Voided deals are worth nothing; deals without a meeting count here and in no rate.",
    "average_deal": "Cash ÷ deals.",
    "by_product": "Of a product: sales with it ÷ the same meetings as in the last row, so that the rows add up.",
}


@dataclass(slots=True)
class Counts:
    """How many meetings are which part."""

    won: int = 0
    recurring: int = 0
    deposit: int = 0
    owing_deal: int = 0
    lost: int = 0
    undecided: int = 0
    no_show: int = 0
    cancelled: int = 0

    def of(self, parts: Iterable[Part]) -> int:
        """How many are one of these."""
        return sum(getattr(self, part.value) for part in parts)

    def add(self, other: "Counts") -> None:
        """Add others to these."""
        for column in fields(self):
            setattr(self, column.name, getattr(self, column.name) + getattr(other, column.name))


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with what it is made of."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """0 to 1; None when there is nothing to divide by."""
        return self.count / self.of if self.of else None


def part_of(
    outcome: MeetingOutcome | None,
    reason: MeetingReason | None,
    payment_type: PaymentType | None,
    *,
    cancelled: bool,
) -> Part:
    """What a strategy meeting counts as; ``payment_type`` is its live deal's."""
    if cancelled:
        return Part.CANCELLED
    if outcome is None:
        return Part.UNDECIDED
    if outcome is MeetingOutcome.SALE:
        return Part(payment_type.value) if payment_type else Part.OWING_DEAL
    return MISSED.get(reason, Part.LOST) if reason else Part.LOST


def closing_rate(counts: Counts, of: Counts) -> Rate:
    """Won / (held - recurring - deposit)."""
    return Rate(counts.won, of.of(CLOSING_OF))


def engagement_rate(counts: Counts, of: Counts) -> Rate:
    """(Won + deposit) / (held - recurring)."""
    return Rate(counts.of(ENGAGED), of.of(ENGAGEMENT_OF))


def show_rate(counts: Counts) -> Rate:
    """Held / (held + no-show)."""
    return Rate(counts.of(HELD), counts.of(SHOW_OF))


def average_deal(cash: int, deals: int) -> int | None:
    """Cash / deals, to the nearest smallest unit."""
    return round(cash / deals) if deals else None
