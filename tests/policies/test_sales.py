"""What a strategy meeting counts as, and the rates."""

import pytest

from policies import sales
from policies.sales import Counts, Part, part_of
from policies.vocabulary import MeetingOutcome, MeetingReason, PaymentType

SALE, LOST = MeetingOutcome.SALE, MeetingOutcome.NO_SALE


@pytest.mark.parametrize(
    ("outcome", "reason", "payment_type", "cancelled", "part"),
    [
        (None, None, None, False, Part.UNDECIDED),
        (SALE, None, None, False, Part.OWING_DEAL),
        (SALE, None, PaymentType.WON, False, Part.WON),
        (SALE, None, PaymentType.RECURRING, False, Part.RECURRING),
        (SALE, None, PaymentType.DEPOSIT, False, Part.DEPOSIT),
        (LOST, MeetingReason.UNQUALIFIED, None, False, Part.LOST),
        (LOST, MeetingReason.FOLLOW_UP_SCHEDULED, None, False, Part.LOST),
        (LOST, MeetingReason.NOT_INTERESTED, None, False, Part.LOST),
        (LOST, MeetingReason.NO_SHOW, None, False, Part.NO_SHOW),
        (LOST, MeetingReason.CONTACT_CANCELLED, None, False, Part.CANCELLED),
        (LOST, MeetingReason.ADMIN_CANCELLED, None, False, Part.CANCELLED),
        (None, None, None, True, Part.CANCELLED),
    ],
)
def test_what_a_meeting_counts_as(
    outcome: MeetingOutcome | None,
    reason: MeetingReason | None,
    payment_type: PaymentType | None,
    cancelled: bool,
    part: Part,
) -> None:
    assert part_of(outcome, reason, payment_type, cancelled=cancelled) is part


BASE = {"won": 4, "lost": 5, "undecided": 1, "no_show": 2}


@pytest.mark.parametrize(
    ("more", "closing", "engagement", "show"),
    [
        ({}, 4 / 10, 4 / 10, 10 / 12),
        ({"recurring": 3}, 4 / 10, 4 / 10, 13 / 15),  # leaves both rates alone
        ({"deposit": 5}, 4 / 10, 9 / 15, 15 / 17),  # moves the engagement rate only
        ({"owing_deal": 10}, 4 / 20, 4 / 20, 20 / 22),
        ({"cancelled": 90}, 4 / 10, 4 / 10, 10 / 12),
    ],
)
def test_rates(more: dict[str, int], closing: float, engagement: float, show: float) -> None:
    counts = Counts(**(BASE | more))
    assert sales.closing_rate(counts, counts).value == closing
    assert sales.engagement_rate(counts, counts).value == engagement
    assert sales.show_rate(counts).value == show


def test_a_rate_of_nothing_is_no_rate() -> None:
    nothing, only_recurring = Counts(cancelled=3), Counts(recurring=2)
    assert sales.closing_rate(nothing, nothing).value is None
    assert sales.engagement_rate(only_recurring, only_recurring).value is None
    assert sales.show_rate(nothing).value is None
    assert sales.average_deal(0, 0) is None


def test_the_average_is_a_whole_number_of_the_smallest_unit() -> None:
    assert sales.average_deal(1000, 3) == 333
    assert sales.average_deal(-200, 1) == -200


def test_every_part_has_its_count() -> None:
    assert [*Counts.__dataclass_fields__] == [part.value for part in Part]
    assert Counts(won=1, lost=2).of(Part) == 3
