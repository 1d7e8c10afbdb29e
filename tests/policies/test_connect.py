"""Counts -> the figures that managers read."""

from dataclasses import replace

import pytest

from policies.connect import Counts, Tally, count, total
from policies.vocabulary import ConnectStatus, Sentiment

FOLLOW_UPS = Tally(
    calls=4,
    talk_seconds=600,
    chosen_by_person=3,
    prefilled=1,
    has_outcome=True,
    connect_status=ConnectStatus.CONNECTED,
    sentiment=Sentiment.POSITIVE,
)
BUSY = replace(
    FOLLOW_UPS,
    talk_seconds=0,
    connect_status=ConnectStatus.NOT_CONNECTED,
    sentiment=Sentiment.NEUTRAL,
)
DELETED = replace(FOLLOW_UPS, connect_status=None, sentiment=None)
WITHOUT = replace(DELETED, chosen_by_person=0, prefilled=0, has_outcome=False)


def test_connected_calls_bring_their_talk_and_what_people_chose() -> None:
    assert count(FOLLOW_UPS) == Counts(
        calls=4,
        connected_calls=4,
        connected_seconds=600,
        manual_connected_outcomes=3,
        positive=4,
        prefilled=1,
        connected_positive=4,
    )


def test_a_meeting_is_booked_by_a_connected_positive_call_whose_outcome_opens_a_booking() -> None:
    booked = replace(FOLLOW_UPS, opens_booking=True)
    assert count(booked).meetings_booked == 4
    for other in (BUSY, DELETED, replace(booked, sentiment=Sentiment.NEUTRAL)):
        assert count(replace(other, opens_booking=True)).meetings_booked == 0


def test_calls_that_did_not_connect_only_count_as_calls() -> None:
    assert count(BUSY) == Counts(calls=4, neutral=4, prefilled=1)


def test_a_deleted_outcome_is_not_connected_and_in_no_sentiment() -> None:
    assert count(DELETED) == Counts(calls=4, prefilled=1)


def test_calls_without_an_outcome_are_a_part_of_their_own() -> None:
    assert count(WITHOUT) == Counts(calls=4, missing_outcome=4)


def test_parts_add_up() -> None:
    whole = total([count(FOLLOW_UPS), count(BUSY), count(WITHOUT)])
    assert (whole.calls, whole.positive + whole.neutral + whole.negative + whole.missing_outcome) == (12, 12)


@pytest.mark.parametrize(
    ("counts", "rate", "average"),
    [
        (Counts(), None, None),
        (Counts(calls=5), 0.0, None),
        (Counts(calls=4, connected_calls=1, connected_seconds=90), 0.25, 90.0),
        (Counts(calls=3, connected_calls=3, connected_seconds=100), 1.0, 100 / 3),
        (Counts(calls=1, connected_calls=1), 1.0, 0.0),
    ],
)
def test_nothing_to_divide_by_is_none_and_not_zero(
    counts: Counts, rate: float | None, average: float | None
) -> None:
    assert (counts.connect_rate, counts.average_call_seconds) == (rate, average)


def test_the_total_of_nothing_is_nothing() -> None:
    assert total([]) == Counts()
