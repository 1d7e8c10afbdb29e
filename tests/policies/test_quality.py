"""Which outcomes do not fit what the line knows (row B11)."""

import pytest

from policies.quality import Alarm, Care, Meaning, alarms_of, is_habit
from policies.vocabulary import ConnectStatus, OutcomeGroup, Sentiment

WON = Meaning(OutcomeGroup.ANSWERED, ConnectStatus.CONNECTED, Sentiment.POSITIVE)
LOST = Meaning(OutcomeGroup.ANSWERED, ConnectStatus.CONNECTED, Sentiment.NEGATIVE)
ODD = Meaning(OutcomeGroup.ANSWERED, ConnectStatus.NOT_CONNECTED, Sentiment.POSITIVE)
NOBODY = Meaning(OutcomeGroup.NO_ANSWER, ConnectStatus.NOT_CONNECTED, Sentiment.NEUTRAL)
DELETED = Meaning(None, None, None)


@pytest.mark.parametrize(
    ("meaning", "first", "rings"),
    [
        (WON, False, {Alarm.BRIEF_POSITIVE: 2, Alarm.HASTY: 5}),
        (LOST, False, {Alarm.HASTY: 5}),
        (ODD, False, {Alarm.HASTY: 5}),
        (NOBODY, False, {Alarm.LONG_NO_ANSWER: 3, Alarm.HASTY: 5}),
        (NOBODY, True, {Alarm.LONG_NO_ANSWER: 3, Alarm.HASTY: 5, Alarm.FIRST_ITEM: 7}),
        (DELETED, False, {Alarm.HASTY: 5}),
    ],
)
def test_which_alarms_an_outcome_rings(meaning: Meaning, first: bool, rings: dict[Alarm, int]) -> None:
    sums = Care(meaning, first, brief_calls=2, long_calls=3, hasty_outcomes=5, chosen_by_person=7)
    assert {alarm: calls for alarm, calls in alarms_of(sums).items() if calls} == rings


@pytest.mark.parametrize(
    ("first_items", "choices", "habit"),
    [(0, 0, False), (19, 19, False), (16, 20, True), (15, 20, False), (20, 20, True), (79, 100, False)],
)
def test_who_always_takes_the_first_item(first_items: int, choices: int, habit: bool) -> None:
    assert is_habit(first_items, choices) is habit
